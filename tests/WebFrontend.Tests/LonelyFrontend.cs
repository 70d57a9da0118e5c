using Microsoft.AspNetCore.Builder;

namespace Products.WebFrontend.Tests;

/// <summary>A front end that has found no silo, nor Redis, nor a bucket.</summary>
public class LonelyFrontend : IAsyncLifetime
{
    private static readonly string[] Nowhere =
    [
        "--urls=http://127.0.0.1:0", "--Redis:Membership=127.0.0.1:1", "--S3:Endpoint=http://127.0.0.1:1", "--S3:Bucket=products",
        "--S3:AccessKey=key", "--S3:SecretKey=secret", "--Hosting:DrainTime=00:00:00", "--Logs:Level=Fatal", "--Logs:FrameworkLevel=Fatal",
    ];

    private readonly WebApplication _app;

    public LonelyFrontend()
        : this([])
    {
    }

    protected LonelyFrontend(string[] settings) => _app = FrontendHost.Build([.. Nowhere, .. settings]);

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
        GC.SuppressFinalize(this);
    }
}
