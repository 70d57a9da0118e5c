using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Products.Hosting.Health;
using Products.Hosting.Stop;

namespace Products.Hosting.Tests.Stop;

/// <summary>A small web server that stops as our processes do. A request for <c>/slow</c> is answered when the test says so.</summary>
internal sealed class StoppingHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _answer = new();

    private StoppingHost(TimeSpan drainTime, string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHealth();
        builder.AddGracefulStop(drainTime);
        _app = builder.Build();
        _app.MapHealth();
        _app.MapGet("/", () => "served");
        _app.MapGet("/slow", async () =>
        {
            SlowRequests.Release();
            await _answer.Task;
            return "served";
        });
    }

    /// <summary>Released once for each slow request that has arrived.</summary>
    public SemaphoreSlim SlowRequests { get; } = new(0);

    public HttpClient Client { get; private set; } = new();

    public static async Task<StoppingHost> StartAsync(TimeSpan drainTime, params string[] settings)
    {
        var host = new StoppingHost(drainTime, settings);
        await host._app.StartAsync();
        host.Client = new HttpClient { BaseAddress = new Uri(host._app.Urls.Single()) };
        return host;
    }

    /// <summary>What the process does when it is sent SIGTERM, up to its end.</summary>
    public Task StopAsync()
    {
        _app.Lifetime.StopApplication();
        return _app.StopAsync();
    }

    public void AnswerSlowRequests() => _answer.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        AnswerSlowRequests();
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
