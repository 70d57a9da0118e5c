using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Products.WebFrontend.Tests;

/// <summary>A front end that has found no silo, nor Redis, nor a bucket.</summary>
public sealed class WithoutSiloTests : IAsyncLifetime
{
    private readonly WebApplication _app = FrontendHost.Build(
    [
        "--urls=http://127.0.0.1:0", "--Redis:Membership=127.0.0.1:1", "--S3:Endpoint=http://127.0.0.1:1", "--S3:Bucket=products",
        "--S3:AccessKey=key", "--S3:SecretKey=secret", "--Hosting:DrainTime=00:00:00", "--Logs:Level=Fatal",
    ]);

    private readonly HttpClient _client = new();

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    [Theory]
    [InlineData("/docs", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/images/none", HttpStatusCode.NotFound)]
    [InlineData("/none", HttpStatusCode.NotFound)]
    [InlineData("/products", HttpStatusCode.ServiceUnavailable)]
    [InlineData("/health/ready", HttpStatusCode.ServiceUnavailable)]
    public async Task It_serves_what_needs_no_silo(string path, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
