using Microsoft.Data.Sqlite;
using Orleans.TestingHost;
using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Cluster.Tests.Storage;
using Products.Grains.Interfaces.Products;
using Products.Standalone.Storage;

[assembly: AssemblyFixture(typeof(GrainCluster))]

namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>Two silos and a client in this process, on one SQLite database.</summary>
/// <remarks>Tests that neither add nor stop silos share one cluster; each has products of its own.</remarks>
public sealed class GrainCluster : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-grains-").FullName;
    private readonly Database _database;
    private readonly InProcessTestCluster _cluster;

    public GrainCluster() : this(responseTimeout: TimeSpan.FromSeconds(30))
    {
    }

    private GrainCluster(TimeSpan responseTimeout)
    {
        _database = new Database(Path.Combine(_folder, "products.db"));
        _cluster = ClusterSetup.Build(_database, Storage, responseTimeout);
    }

    /// <summary>How the storage treats single grains.</summary>
    public StorageFaults Storage { get; } = new();

    /// <summary>Sends rejected calls again, as a front end does.</summary>
    public IClusterClient Client => _cluster.Client;

    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster.Silos;

    /// <summary>A cluster of the test's own.</summary>
    /// <param name="responseTimeout">How long the client waits for an answer; the product's default is 30 seconds.</param>
    public static async Task<GrainCluster> StartAsync(TimeSpan? responseTimeout = null)
    {
        var cluster = responseTimeout is { } limit ? new GrainCluster(limit) : new GrainCluster();
        await cluster.InitializeAsync();
        return cluster;
    }

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    public Task AddSiloAsync() => _cluster.StartAdditionalSiloAsync();

    /// <summary>Stops a silo in good order: it answers its calls and ends its grains.</summary>
    public Task StopAsync(InProcessSiloHandle silo) => _cluster.StopSiloAsync(silo);

    /// <summary>Ends a silo at once: its grains are not deactivated, and its part of the directory is lost.</summary>
    /// <remarks>It still writes into the table of silos that it is dead. Acceptance.Tests kills processes.</remarks>
    public Task KillAsync(InProcessSiloHandle silo) => _cluster.KillSiloAsync(silo);

    /// <summary>Returns once the product's activation has ended.</summary>
    public Task DeactivateAsync(IProductGrain product) => _cluster.DeactivateAsync(product);

    /// <summary>Returns once the product is active on this silo.</summary>
    public async Task MoveAsync(IProductGrain product, InProcessSiloHandle target)
    {
        if (!await IsOnAsync(product, target))
        {
            await _cluster.MigrateAsync(product, target.SiloAddress);
            Assert.True(await IsOnAsync(product, target));
        }
    }

    private static async Task<bool> IsOnAsync(IProductGrain product, InProcessSiloHandle silo) =>
        silo.SiloAddress.Equals((await product.ReadAsync(Guid.Empty))?.Silo);
}
