using Npgsql;
using Products.Bench.Baselines;
using Products.Bench.Suite;
using Products.Servers.Cluster;

namespace Products.Bench.Stages;

/// <summary>A cluster to be measured, and baselines beside it on the same servers: one silo, one front end, no worker, unless told otherwise.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    public static readonly ClusterOptions Small = new() { Silos = 1, Frontends = 1, Workers = 0, LoadBalancer = false };

    private readonly string _folder = Directory.CreateTempSubdirectory("products-bench-").FullName;
    private readonly List<IDisposable> _baselines = [];

    private BenchCluster(ProductsCluster cluster) => Cluster = cluster;

    public ProductsCluster Cluster { get; }

    public ProductsProcess Front => Cluster.Frontends[0];

    /// <summary>The owner of all products.</summary>
    public string User { get; private set; } = "";

    private string Database => Cluster.Servers.Postgres.ConnectionString;

    /// <summary>Starts it. The logs are in a folder that is kept until the same benchmark runs again.</summary>
    public static async Task<BenchCluster> StartAsync(string benchmark, BenchOptions options, ClusterOptions? cluster = null)
    {
        var logs = Path.Combine("data", "bench", benchmark);
        if (Directory.Exists(logs))
        {
            Directory.Delete(logs, recursive: true);
        }

        var started = await ProductsCluster.StartAsync((cluster ?? Small) with { DurablePostgres = options.Fsync, LogFolder = Path.GetFullPath(logs), LogsDirectly = true });
        var shop = new BenchCluster(started);
        try
        {
            shop.User = await shop.Front.Client.CreateUserAsync();
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another front end, with settings of its own.</summary>
    public Task<ProductsProcess> AddFrontAsync(params (string Name, string Value)[] settings) =>
        Cluster.AddFrontendAsync(settings.ToDictionary(setting => setting.Name, setting => setting.Value));

    /// <summary>Creates products of some 1.1 KB as they are answered.</summary>
    /// <returns>A file with the path of each.</returns>
    public async Task<string> FillAsync(int count = 1000) => await ListAsync(await Front.Client.CreateProductsAsync(User, count));

    /// <returns>A file with these paths.</returns>
    public async Task<string> ListAsync(IEnumerable<string> paths)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName());
        await File.WriteAllLinesAsync(file, paths);
        return file;
    }

    /// <summary>Bare Kestrel with what the first front end answers.</summary>
    public Task<Uri> BareAsync(string paths) => StartAsync("serve-bare", Front.Client.BaseAddress!.ToString(), paths);

    /// <summary>ASP.NET over a copy of the products in plain tables, with the client's statements prepared when they are repeated, as the silo's are, or not.</summary>
    public Task<Uri> PlainAsync(bool prepared = true) => StartAsync("serve-plain", PlainDatabaseOf(prepared));

    /// <summary>The same, with cache-aside in the Redis that is the silo's cache.</summary>
    public Task<Uri> CacheAsideAsync() => StartAsync("serve-cache-aside", PlainDatabaseOf(prepared: true), Cluster.Servers.Cache.ConnectionString);

    /// <summary>Makes the plain tables, with a copy of all products.</summary>
    public Task CopyToPlainAsync() => ExecuteAsync(PlainTable.Create + PlainTable.CopyAll);

    public async Task ExecuteAsync(string sql) => await ScalarAsync(sql);

    /// <returns>The first field of the first row.</returns>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{Database};Command Timeout=600;Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <returns>The first field of each row.</returns>
    public async Task<List<string>> ColumnAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{Database};Command Timeout=600;Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var column = new List<string>();
        while (await reader.ReadAsync())
        {
            column.Add(reader.GetString(0));
        }

        return column;
    }

    public async ValueTask DisposeAsync()
    {
        _baselines.ForEach(baseline => baseline.Dispose());
        await Cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Uri> StartAsync(params string[] server)
    {
        var baseline = await Baseline.StartAsync(server);
        _baselines.Add(baseline);
        return baseline.Url;
    }

    private string PlainDatabaseOf(bool prepared) => prepared ? $"{Database};Max Auto Prepare=64;Auto Prepare Min Usages=2" : Database;
}
