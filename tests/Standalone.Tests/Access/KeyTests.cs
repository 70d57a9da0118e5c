using System.Net;
using System.Security.Cryptography;
using System.Text;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Access;

/// <summary>The other kinds of keys.</summary>
public sealed class KeyTests
{
    private const string Secret = "a secret of thirty-two bytes, or more";

    [Fact]
    public async Task A_secret_is_taken_as_it_stands()
    {
        await using var host = await StartAsync($"--Access:SigningKey={Secret}");
        await AcceptsAsync(host, new Token { Issuer = null, Audience = null }.BySecret(Encoding.UTF8.GetBytes(Secret)));
        await RefusesAsync(host, new Token().BySecret(Encoding.UTF8.GetBytes(Secret + "x")));
        await RefusesAsync(host, new Token().BySecret(Encoding.UTF8.GetBytes(Secret), "HS512"));
        await RefusesAsync(host, new Token().ByRsa(RSA.Create(2048)));
        await RefusesAsync(host, new Token().WithoutSignature());
        await RefusesAsync(host, new Token { ExpiresIn = TimeSpan.FromSeconds(-40) }.BySecret(Encoding.UTF8.GetBytes(Secret)));
        await AcceptsAsync(host, new Token { ExpiresIn = TimeSpan.FromSeconds(-15) }.BySecret(Encoding.UTF8.GetBytes(Secret)));
    }

    [Fact]
    public async Task A_secret_in_base64_says_so()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        await using var host = await StartAsync($"--Access:SigningKey=base64:{Convert.ToBase64String(secret)}", "--Access:Audience=products");
        await AcceptsAsync(host, new Token().BySecret(secret));
        await RefusesAsync(host, (new Token() with { Audience = "orders" }).BySecret(secret));
    }

    [Fact]
    public async Task An_elliptic_key_takes_es256_and_nothing_else()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportSubjectPublicKeyInfoPem();
        await using var host = await StartAsync($"--Access:PublicKey={pem.Replace("\n", "\\n", StringComparison.Ordinal)}", "--Access:Audience=products");
        await AcceptsAsync(host, new Token().ByEc(key));
        await RefusesAsync(host, new Token().ByEc(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        await RefusesAsync(host, new Token().BySecret(Encoding.ASCII.GetBytes(pem)));
    }

    [Fact]
    public async Task Claims_may_have_other_names()
    {
        await using var host = await StartAsync($"--Access:SigningKey={Secret}", "--Access:UserClaim=iss", "--Access:RoleClaim=aud", "--Access:AdminRole=products");
        var admin = new Token().BySecret(Encoding.UTF8.GetBytes(Secret));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, "/admin/dead-letters", admin)).Status);
    }

    private static async Task<Host> StartAsync(params string[] settings)
    {
        var host = new Host(settings);
        await host.InitializeAsync();
        return host;
    }

    private static async Task AcceptsAsync(TestHost host, string token) => (await SendAsync(host, "/products", token)).Is(HttpStatusCode.OK);

    private static async Task RefusesAsync(TestHost host, string token) =>
        (await SendAsync(host, "/products", token)).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");

    private static Task<Answer> SendAsync(TestHost host, string path, string token) =>
        host.Client.SendAsync("GET", path, null, ("Authorization", $"Bearer {token}"));

    private sealed class Host(string[] settings) : TestHost
    {
        protected override IEnumerable<string> Settings => settings;
    }
}
