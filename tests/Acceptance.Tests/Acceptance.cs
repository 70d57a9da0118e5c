using Npgsql;
using Products.Acceptance.Tests;
using Products.Client;
using Products.Servers.Checks;
using Products.Servers.Cluster;
using Products.Servers.Load;

[assembly: AssemblyFixture(typeof(Acceptance))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Products.Acceptance.Tests;

/// <summary>One cluster of separate processes for all tests, which run one after the other; each leaves it whole.</summary>
public sealed class Acceptance : IAsyncLifetime
{
    /// <summary>Of front ends for changes that nobody told them of: seldom, so that it shows who is told.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private readonly byte[] _picture = Pictures.Quadrants(64, 48).PngsaveBuffer();

    public ProductsCluster Cluster { get; private set; } = null!;

    /// <summary>Serves a small picture under every path.</summary>
    public PictureServer Source { get; private set; } = null!;

    /// <summary>The shop through the load balancer.</summary>
    public ProductsClient Api => Cluster.Client.Typed();

    public async ValueTask InitializeAsync()
    {
        Source = await PictureServer.ServingAsync(_picture);
        Cluster = await ProductsCluster.StartAsync(new ClusterOptions
        {
            Supervised = true,
            LogFolder = Environment.GetEnvironmentVariable("ACCEPTANCE_LOGS"),
            Settings = new Dictionary<string, string>(FailureDetection.Settings) { ["Logs:Level"] = "Information", ["Events:LookInterval"] = $"{LookInterval}" },
            SiloSettings = new Dictionary<string, string> { ["Cache:Timeout"] = "00:00:02" }, // a busy machine is not what is tested
            WorkerSettings = new Dictionary<string, string>
            {
                ["Images:AllowPrivateNetworks"] = "true",
                ["Images:RetryDelays"] = "00:00:00.2,00:00:02,00:00:10",
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Source.DisposeAsync();
    }

    /// <summary>Waits until every process of ours is ready again.</summary>
    public Task ReadyAsync() => Task.WhenAll(Cluster.Processes.Select(process => process.ReadyAsync()));

    /// <summary>Customers whose every product has a picture.</summary>
    public Customers Customers() => new(Api, number => [$"{Source.Url}/{number}.png"]) { Rest = Scale.Rest };

    /// <summary>Waits until no image is pending, and looks at all that is stored: it fits together, and all that was acknowledged is there.</summary>
    /// <param name="customers">What was acknowledged.</param>
    /// <param name="seconds">How long it may take until the next image is done: how many are made in an outage depends on the machine.</param>
    public async Task<StateReport> CheckAsync(Customers customers, int seconds = 60)
    {
        await using var database = NpgsqlDataSource.Create(Cluster.Servers.Postgres.ConnectionString);
        for (var pending = await PendingAsync(database); pending > 0;)
        {
            var left = pending;
            pending = await Until.TrueAsync(() => PendingAsync(database), now => now < left, seconds);
        }

        var report = await StateChecker.CheckAsync(Cluster.Servers.Postgres.ConnectionString, Cluster.Frontends[0].Client);
        Assert.True(report is { Differences.Count: 0 } && report.Images("pending") == 0, report.ToString());

        var stored = report.Products.ToDictionary(product => product.Id, product => product.Revision);
        Assert.All(customers.Acknowledged, product => Assert.True(
            stored.TryGetValue(product.Key, out var revision) && revision >= product.Value, $"{product.Key} was acknowledged at {product.Value}, stored is {revision}"));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{customers.Acknowledged.Count} acknowledged; failures: {string.Join(", ", customers.Failures.Select(failure => $"{failure.Key} x{failure.Value}"))}; stored: {report}");
        return report;
    }

    private static async Task<long> PendingAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM image_jobs");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
