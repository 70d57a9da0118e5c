using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Products.Bench.Stages;

/// <summary>A key that a front end accepts, and a token that is signed with it.</summary>
internal sealed class AccessToken
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The front end's setting <c>Access:SigningKey</c>.</summary>
    public string SigningKey => $"base64:{Convert.ToBase64String(_key)}";

    /// <returns>A token of a user for an hour.</returns>
    public string For(string user) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Claims = new Dictionary<string, object> { ["sub"] = user },
        Expires = DateTime.UtcNow.AddHours(1),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(_key), SecurityAlgorithms.HmacSha256),
    });
}
