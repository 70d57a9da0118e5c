using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Products.Client;

namespace Products.Standalone.Tests.Hosts;

/// <summary>The real application in this process, on a free port and a private data folder. Share it as a class fixture, read only.</summary>
public class TestHost : IAsyncLifetime
{
    private WebApplication? _app;
    private bool _isStarted;

    public string DataPath { get; } = Directory.CreateTempSubdirectory("products-test-").FullName;

    public HttpClient Client { get; private set; } = new();

    public ProductsClient Api => Client.Typed();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    protected IServiceProvider Services => _app!.Services;

    /// <summary>Settings as on the command line, such as <c>--Images:AllowPrivateNetworks=true</c>.</summary>
    protected virtual IEnumerable<string> Settings => [];

    public async ValueTask InitializeAsync() => await StartAsync();

    /// <summary>Stops the application and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(DataPath, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Between the building of the application and its start.</summary>
    protected virtual Task BuiltAsync() => Task.CompletedTask;

    private async Task StartAsync()
    {
        _app = StandaloneHost.Build(
        [
            "--urls=http://127.0.0.1:0",
            $"--Standalone:DataPath={DataPath}",
            "--Images:AllowPrivateNetworks=true",
            "--Logs:Level=Warning",
            .. Settings,
        ]);
        await BuiltAsync();
        await _app.StartAsync();
        _isStarted = true;
        Client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    private async Task StopAsync()
    {
        Client.Dispose();
        if (_isStarted)
        {
            _isStarted = false;
            await _app!.StopAsync();
        }

        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
