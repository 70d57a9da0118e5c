using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Products.Servers.Processes;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Access;

/// <summary>Keys that are discovered at an OpenID Connect provider.</summary>
public sealed class AuthorityTests : IAsyncLifetime
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly string _authority = $"http://127.0.0.1:{FreePort.Next()}";
    private Host? _host;

    public async ValueTask InitializeAsync()
    {
        _host = new Host(_authority);
        await _host.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        _key.Dispose();
    }

    [Fact]
    public async Task The_keys_and_the_issuer_are_the_authoritys()
    {
        await using var provider = await StartProviderAsync();

        (await SendAsync(new Token { Issuer = _authority }.ByRsa(_key))).Is(HttpStatusCode.OK);
        (await SendAsync(new Token().ByRsa(_key))).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await SendAsync(new Token { Issuer = _authority, Audience = "orders" }.ByRsa(_key))).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await SendAsync(new Token { Issuer = _authority }.ByRsa(RSA.Create(2048)))).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        (await SendAsync(new Token { Issuer = _authority }.WithoutSignature())).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task While_the_authority_is_away_a_token_is_not_taken_for_a_bad_one()
    {
        var answer = await SendAsync(new Token { Issuer = _authority }.ByRsa(_key));
        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    private Task<Answer> SendAsync(string token) => _host!.Client.SendAsync("GET", "/products", null, ("Authorization", $"Bearer {token}"));

    private async Task<WebApplication> StartProviderAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(_authority);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = _authority, jwks_uri = _authority + "/keys" }));
        app.MapGet("/keys", () => Results.Json(new
        {
            keys = new[] { new { kty = "RSA", use = "sig", kid = "one", n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) } },
        }));
        await app.StartAsync();
        return app;
    }

    private sealed class Host(string authority) : TestHost
    {
        protected override IEnumerable<string> Settings => [$"--Access:Authority={authority}", "--Access:Audience=products"];
    }
}
