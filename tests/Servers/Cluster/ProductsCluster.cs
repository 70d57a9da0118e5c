using System.Globalization;
using Products.Servers.Processes;

namespace Products.Servers.Cluster;

/// <summary>The whole system on this machine: real servers and our processes, on free ports, each of which can be killed, stopped, paused and started again.</summary>
/// <remarks>Nothing of it outlives its disposal, but for the logs when <see cref="ClusterOptions.LogFolder"/> is set.</remarks>
public sealed class ProductsCluster : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);
    private static readonly Dictionary<string, string> None = [];

    private readonly ClusterOptions _options;
    private readonly string _folder = Directory.CreateTempSubdirectory("products-cluster-").FullName;
    private readonly List<ProductsProcess> _silos = [];
    private readonly List<ProductsProcess> _frontends = [];
    private readonly List<ProductsProcess> _workers = [];
    private readonly Dictionary<string, int> _started = [];

    private ProductsCluster(ClusterOptions options, ClusterServers servers)
    {
        (_options, Servers) = (options, servers);
        LogFolder = Directory.CreateDirectory(options.LogFolder ?? Path.Combine(_folder, "logs")).FullName;
        foreach (var server in servers.Processes)
        {
            server.Process.LogTo(LogOf(server.Name));
            server.Process.RestartAfter = options.Supervised ? RestartPause : null;
        }
    }

    public ClusterServers Servers { get; }

    public LoadBalancer? Balancer { get; private set; }

    public IReadOnlyList<ProductsProcess> Silos => _silos;

    public IReadOnlyList<ProductsProcess> Frontends => _frontends;

    public IReadOnlyList<ProductsProcess> Workers => _workers;

    public IEnumerable<ProductsProcess> Processes => [.. _silos, .. _frontends, .. _workers];

    /// <summary>Through the load balancer, or to the first front end where there is none.</summary>
    public HttpClient Client => Balancer?.Client ?? _frontends[0].Client;

    public Uri Url => Client.BaseAddress!;

    public string LogFolder { get; }

    /// <summary>Starts everything, and waits until all of it is ready.</summary>
    /// <exception cref="InvalidOperationException">A process ended; the message is what it printed.</exception>
    /// <exception cref="TimeoutException">One is not ready in time; the message is what it printed.</exception>
    /// <exception cref="OperationCanceledException">It was told to stop; nothing of it is left.</exception>
    public static async Task<ProductsCluster> StartAsync(ClusterOptions? options = null, CancellationToken stop = default)
    {
        options ??= new();
        var cluster = new ProductsCluster(options, await ClusterServers.StartAsync(options));
        try
        {
            stop.ThrowIfCancellationRequested(); // servers start without looking at it; that takes seconds
            await cluster.StartProcessesAsync().WaitAsync(stop);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public Task<ProductsProcess> AddSiloAsync() => StartAsync(_silos, "Silo", new()
    {
        ["Cluster:AdvertisedAddress"] = "127.0.0.1",
        ["Cluster:SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["Cluster:GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
    }, _options.SiloSettings);

    /// <summary>Starts a front end, which the load balancer sends requests to.</summary>
    /// <param name="settings">Its own, by full name.</param>
    public async Task<ProductsProcess> AddFrontendAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var frontend = await StartAsync(_frontends, "WebFrontend", FrontendDefaults(), settings ?? new Dictionary<string, string>());
        if (Balancer is not null)
        {
            await Balancer.AddAsync(frontend.Name, frontend.Port);
        }

        return frontend;
    }

    public Task<ProductsProcess> AddWorkerAsync() => StartAsync(_workers, "ImageWorker", new()
    {
        ["MALLOC_ARENA_MAX"] = "2", // libvips' memory is the C library's
    }, _options.WorkerSettings);

    /// <summary>Stops a process for good, as when a deployment is made smaller.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RemoveAsync(ProductsProcess process)
    {
        var code = await process.StopAsync();
        if (_frontends.Contains(process) && Balancer is not null)
        {
            await Balancer.RemoveAsync(process.Name);
        }

        _ = _silos.Remove(process) || _frontends.Remove(process) || _workers.Remove(process);
        await process.DisposeAsync();
        return code;
    }

    /// <summary>Stops our processes as an orderly shutdown does: who brings work first, who keeps it last.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(_frontends.Concat(_workers).Select(process => process.StopAsync()));
        await Task.WhenAll(_silos.Select(process => process.StopAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        if (Balancer is not null)
        {
            await Balancer.DisposeAsync();
        }

        await Task.WhenAll(Processes.Select(process => process.DisposeAsync().AsTask()));
        await Servers.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartProcessesAsync()
    {
        Task[] processes =
        [
            .. Enumerable.Range(0, _options.Silos).Select(_ => AddSiloAsync()),
            .. Enumerable.Range(0, _options.Frontends).Select(_ => AddFrontendAsync()),
            .. Enumerable.Range(0, _options.Workers).Select(_ => AddWorkerAsync()),
        ];
        await Task.WhenAll(processes);
        if (_options.LoadBalancer)
        {
            Balancer = await LoadBalancer.StartAsync(_frontends.Select(frontend => (frontend.Name, frontend.Port)), _options.Port, LogOf("balancer"));
            Balancer.Process.RestartAfter = _options.Supervised ? RestartPause : null;
        }
    }

    private Dictionary<string, string> FrontendDefaults() => _options.LoadBalancer
        ? new() { ["Api:TrustedProxies"] = "127.0.0.1" }
        : [];

    private async Task<ProductsProcess> StartAsync(
        List<ProductsProcess> kind, string assembly, Dictionary<string, string> defaults, params IReadOnlyDictionary<string, string>[] settings)
    {
        var links = _options.Linked ? new ServerLinks(Servers) : null;
        var process = new ProductsProcess(Plan(assembly, links, Merge([Servers.Settings, links?.Settings ?? None, defaults, _options.Settings, .. settings])));
        kind.Add(process);
        await process.StartAsync(_options.ReadyLimit);
        return process;
    }

    private ProcessPlan Plan(string assembly, ServerLinks? links, Dictionary<string, string> settings)
    {
        var name = $"{assembly.ToLowerInvariant()}-{_started[assembly] = _started.GetValueOrDefault(assembly) + 1}";
        var plan = new ProcessPlan(assembly, name, FreePort.Next(), settings);
        return plan with
        {
            Program = _options.Programs.GetValueOrDefault(assembly, plan.Program),
            Links = links,
            WorkingFolder = _options.WorkingFolder ?? _folder,
            LogFile = LogOf(name),
            LogsDirectly = _options.LogsDirectly,
            RestartAfter = _options.Supervised ? RestartPause : null,
        };
    }

    private string LogOf(string name) => Path.Combine(LogFolder, $"{name}.log");

    private static Dictionary<string, string> Merge(IEnumerable<IReadOnlyDictionary<string, string>> weakToStrong)
    {
        var merged = new Dictionary<string, string>();
        foreach (var (name, value) in weakToStrong.SelectMany(settings => settings))
        {
            merged[name] = value;
        }

        return merged;
    }
}
