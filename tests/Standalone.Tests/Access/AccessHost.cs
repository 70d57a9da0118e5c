using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Access;

/// <summary>A host that accepts RS256 tokens of one key, issuer and audience.</summary>
public class AccessHost : TestHost
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);

    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    protected override IEnumerable<string> Settings =>
    [
        $"--Access:PublicKey={PublicKey}", $"--Access:Issuer={Token.TestIssuer}", $"--Access:Audience={Token.TestAudience}",
    ];

    public string Sign(Token token) => token.ByRsa(_key);

    public string User(Guid id, params string[] roles) => Sign(new Token { Subject = id.ToString(), Roles = roles });

    /// <summary>Every way in which a token of this user could be no valid one, by name.</summary>
    public IReadOnlyDictionary<string, string?> BadTokens(Guid user)
    {
        var token = new Token { Subject = user.ToString(), Roles = ["admin"] };
        var good = Sign(token);
        var parts = good.Split('.');
        return new Dictionary<string, string?>
        {
            ["none"] = null,
            ["empty"] = "",
            ["garbage"] = "garbage",
            ["expired"] = Sign(token with { ExpiresIn = TimeSpan.FromMinutes(-2) }),
            ["without expiry"] = Sign(token with { ExpiresIn = null }),
            ["not valid yet"] = Sign(token with { ValidIn = TimeSpan.FromMinutes(2) }),
            ["unsigned"] = token.WithoutSignature(),
            ["unsigned, NONE"] = token.WithoutSignature("NONE"),
            ["signature taken off"] = $"{parts[0]}.{parts[1]}.",
            ["signature of another token"] = $"{parts[0]}.{parts[1]}.{Sign(token with { ExpiresIn = TimeSpan.FromHours(1) }).Split('.')[2]}",
            ["signed by another key"] = token.ByRsa(_otherKey),
            ["signed with the public key as a secret"] = token.BySecret(Encoding.ASCII.GetBytes(PublicKey)),
            ["signed with the public key's bytes as a secret"] = token.BySecret(_key.ExportSubjectPublicKeyInfo()),
            ["signed with the public key, RS256 by name"] = token.BySecret(Encoding.ASCII.GetBytes(PublicKey), "RS256"),
            ["another issuer"] = Sign(token with { Issuer = "https://other.example" }),
            ["no issuer"] = Sign(token with { Issuer = null }),
            ["another audience"] = Sign(token with { Audience = "orders" }),
            ["no audience"] = Sign(token with { Audience = null }),
            ["nobody"] = Sign(token with { Subject = "" }),
        };
    }

    public Task<Answer> SendAsync(string method, string path, string? token, HttpContent? content = null, params (string Name, string Value)[] headers) =>
        Client.SendAsync(method, path, content, token is null ? headers : [("Authorization", $"Bearer {token}"), .. headers]);

    public Task<Answer> PostAsync(string path, string token, object body) =>
        SendAsync("POST", path, token, RawCalls.Body(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body)));

    /// <returns>A product of this user, with one image.</returns>
    public async Task<JsonNode> CreateProductAsync(Guid user)
    {
        var body = new { user_id = user, product_name = "Lamp", product_description = "", product_price = 1, product_images = new[] { "http://127.0.0.1:1/a.jpg" } };
        return (await PostAsync("/products", User(user), body)).Is(System.Net.HttpStatusCode.Created).Json;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
        GC.SuppressFinalize(this);
    }
}
