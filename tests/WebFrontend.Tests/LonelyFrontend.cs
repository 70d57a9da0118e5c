using Microsoft.AspNetCore.Builder;

namespace Products.WebFrontend.Tests;

/// <summary>A front end that has found no silo, nor Redis, nor a bucket.</summary>
public sealed class LonelyFrontend : IAsyncLifetime
{
    private readonly WebApplication _app = FrontendHost.Build(
    [
        "--urls=http://127.0.0.1:0", "--Redis:Membership=127.0.0.1:1", "--S3:Endpoint=http://127.0.0.1:1", "--S3:Bucket=products",
        "--S3:AccessKey=key", "--S3:SecretKey=secret", "--Hosting:DrainTime=00:00:00", "--Logs:Level=Fatal",
    ]);

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
