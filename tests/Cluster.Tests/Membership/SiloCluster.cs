using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Products.Grains.Interfaces.Changes;
using Products.Hosting.Cluster;
using Products.Servers.Cluster;
using Products.Servers.Processes;
using Products.Servers.Redis;

namespace Products.Cluster.Tests.Membership;

/// <summary>Silos as processes, on a Redis and a database of their own. There is no broker and no bucket: grains need neither.</summary>
public sealed class SiloCluster : IAsyncDisposable
{
    private readonly List<ProductsProcess> _silos = [];
    private readonly List<IHost> _clients = [];
    private readonly string _database;

    private SiloCluster(string database, RedisServer redis) => (_database, Redis) = (database, redis);

    public RedisServer Redis { get; }

    /// <summary>The first one.</summary>
    public ProductsProcess Silo => _silos[0];

    public static async Task<SiloCluster> StartAsync(SiloPostgres postgres, int silos)
    {
        var cluster = new SiloCluster(await postgres.Server.CreateDatabaseAsync(), await RedisServer.StartAsync());
        try
        {
            for (var count = 0; count < silos; count++)
            {
                await cluster.AddSiloAsync();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<ProductsProcess> AddSiloAsync()
    {
        var silo = Launch();
        await JoinedAsync(silo);
        return silo;
    }

    /// <summary>Starts a silo, and waits for nothing.</summary>
    /// <param name="port">Of its health page; a free one unless told.</param>
    /// <param name="more">Settings besides those of every silo.</param>
    public ProductsProcess Launch(int? port = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var settings = SiloSettings().Concat(more ?? new Dictionary<string, string>()).GroupBy(setting => setting.Key, setting => setting.Value);
        var silo = new ProductsProcess(new ProcessPlan("Silo", $"silo{_silos.Count + 1}", port ?? FreePort.Next(), settings.ToDictionary(setting => setting.Key, setting => setting.Last())));
        _silos.Add(silo);
        silo.Process.Start();
        return silo;
    }

    /// <summary>Waits until it is a member of the cluster; a start takes a minute where others use both cores.</summary>
    public static async Task JoinedAsync(ProductsProcess silo)
    {
        var state = await Until.TrueAsync(
            () => StateAsync(silo), state => state == "healthy" || !silo.Process.IsRunning, seconds: 120);
        Assert.True(state == "healthy", $"{state}\nThe silo ended:\n{string.Join('\n', silo.Process.Log.TakeLast(20))}");
    }

    /// <summary>A process's part that calls grains.</summary>
    public async Task<IHost> AddClientAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings().Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddClusterClient(client => client.AddMemoryStreams(ChangeStream.Provider));
        var client = builder.Build();
        _clients.Add(client);
        await client.StartAsync();
        return client;
    }

    public async Task<IHost> AddConnectedClientAsync()
    {
        var client = await AddClientAsync();
        await Until.TrueAsync(() => HealthAsync(client), health => health == HealthStatus.Healthy);
        return client;
    }

    public static async Task<HealthStatus> HealthAsync(IHost client, string dependency = "cluster") =>
        (await client.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[dependency].Status;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.StopAsync();
            client.Dispose();
        }

        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Redis.DisposeAsync();
    }

    private static async Task<string> StateAsync(ProductsProcess silo)
    {
        var (_, answer) = await silo.LookAsync("/health/ready");
        return answer.StartsWith('{') ? StateIn(answer) : answer;
    }

    private static string StateIn(string answer)
    {
        using var health = JsonDocument.Parse(answer);
        return health.RootElement.GetProperty("dependencies").GetProperty("silo").GetProperty("status").GetString()!;
    }

    private Dictionary<string, string> Settings() => new(FailureDetection.Settings) { ["Redis:Membership"] = Redis.ConnectionString };

    private Dictionary<string, string> SiloSettings() => new(Settings())
    {
        ["Redis:Cache"] = Redis.ConnectionString,
        ["Postgres:ConnectionString"] = _database,
        ["Cluster:AdvertisedAddress"] = "127.0.0.1",
        ["Cluster:SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["Cluster:GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["RabbitMq:Host"] = "127.0.0.1",
        ["RabbitMq:Port"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        ["S3:Endpoint"] = $"http://127.0.0.1:{FreePort.Next()}",
        ["S3:Bucket"] = "products",
        ["S3:AccessKey"] = "key",
        ["S3:SecretKey"] = "secret",
    };
}
