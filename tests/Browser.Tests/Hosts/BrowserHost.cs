using Products.Browser.Tests.Hosts;
using Products.Client;
using Products.Servers;

[assembly: AssemblyFixture(typeof(BrowserHost))]

namespace Products.Browser.Tests.Hosts;

/// <summary>One Standalone host and one browser for all tests; each test has users and products of its own.</summary>
public sealed class BrowserHost : IAsyncLifetime
{
    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-browser-").FullName;
    private HostProcess? _host;
    private PhotographServer? _photographs;
    private Chromium? _chromium;

    public ProductsClient Api => _host!.Api;

    public string Url => _host!.Client.BaseAddress!.ToString().TrimEnd('/');

    public PhotographServer Photographs => _photographs!;

    public Chromium Chromium => _chromium!;

    public async ValueTask InitializeAsync()
    {
        _photographs = await PhotographServer.StartAsync();
        _chromium = await Chromium.StartAsync();
        _host = await HostProcess.StartAsync(_dataPath, "--Images:RetryDelays=00:00:00.050");
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium!.DisposeAsync();
        await _host!.DisposeAsync();
        await _photographs!.DisposeAsync();
        Directory.Delete(_dataPath, recursive: true);
    }
}
