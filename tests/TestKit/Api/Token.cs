using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Products.TestKit;

/// <summary>A token as an issuer makes it, or as somebody makes it who would like to be one.</summary>
public sealed record Token
{
    public const string TestIssuer = "https://issuer.example";
    public const string TestAudience = "products";

    public string Subject { get; init; } = Guid.NewGuid().ToString();

    public string? Issuer { get; init; } = TestIssuer;

    public string? Audience { get; init; } = TestAudience;

    public TimeSpan? ExpiresIn { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan? ValidIn { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string ByRsa(RSA key) => Sign("RS256", data => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public string ByEc(ECDsa key) => Sign("ES256", data => key.SignData(data, HashAlgorithmName.SHA256));

    public string BySecret(byte[] secret, string algorithm = "HS256") => Sign(algorithm, data => HMACSHA256.HashData(secret, data));

    public string WithoutSignature(string algorithm = "none") => Sign(algorithm, _ => []);

    private string Sign(string algorithm, Func<byte[], byte[]> sign)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT" });
        var data = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(Claims()))}";
        return $"{data}.{Base64Url.EncodeToString(sign(System.Text.Encoding.ASCII.GetBytes(data)))}";
    }

    private JsonObject Claims()
    {
        var claims = new JsonObject { ["sub"] = Subject };
        Add("iss", Issuer);
        Add("aud", Audience);
        Add("exp", SecondsAt(ExpiresIn));
        Add("nbf", SecondsAt(ValidIn));
        Add("role", Roles.Count > 0 ? JsonSerializer.SerializeToNode(Roles) : null);
        return claims;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                claims[name] = value;
            }
        }
    }

    private static JsonNode? SecondsAt(TimeSpan? from) => from is { } time ? DateTimeOffset.UtcNow.Add(time).ToUnixTimeSeconds() : null;
}
