using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.TestingHost;
using Products.Grains.Changes;
using Products.Grains.Cluster.Tests.Storage;
using Products.Grains.Interfaces.Changes;
using Products.Grains.Products;
using Products.Grains.Reads;
using Products.Hosting.Cluster;
using Products.Silo.Membership;
using Products.Standalone.Cluster;
using Products.Standalone.Storage;

namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>Composes the silos of the cluster's processes on the storage of the standalone host.</summary>
/// <remarks>
/// The leases between silos need Postgres and are left out: Cluster.Tests and Acceptance.Tests have them. All silos are in
/// one process with the one writer of the database.
/// </remarks>
internal static class ClusterSetup
{
    /// <summary>So that a silo which stops does not wait longer than its clients need to hear of it.</summary>
    private static readonly TimeSpan GatewayNotice = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan GatewayRefresh = TimeSpan.FromMilliseconds(500);

    public static InProcessTestCluster Build(Database database, StorageFaults faults, TimeSpan responseTimeout)
    {
        var cluster = new InProcessTestClusterBuilder(initialSilosCount: 2);
        cluster.Options.ConfigureFileLogging = false;
#pragma warning disable ORLEANSEXP003 // else the test cluster puts a directory of its own before that of the product
        cluster.Options.UseDistributedGrainDirectory = true;
#pragma warning restore ORLEANSEXP003
        cluster.ConfigureSiloHost((_, silo) => AddSilo(silo, database, faults));
        cluster.ConfigureClientHost(client => AddClient(client, responseTimeout));
        return cluster.Build();
    }

    private static void AddSilo(IHostApplicationBuilder host, Database database, StorageFaults faults)
    {
        host.Services.AddSingleton(TimeProvider.System);
        host.Services.AddSingleton(ClusterState.OfSilo());
        host.Services.AddSingleton(database);
        host.Services.AddSqliteStorage();
        host.Services.AddSingleton<ISiloAuthority, LoneAuthority>();
        host.Services.AddSingleton<IImageJobQueue, NoWorkers>();
        host.Services.Configure<SiloMessagingOptions>(messaging =>
            messaging.ClientGatewayShutdownNotificationTimeout = GatewayNotice);
        // No test here needs a subscription to outlive a silo.
        host.UseOrleans(silo => silo.AddClusterGrains().KeepSubscriptionsInMemory().UseSqliteStorage());
        FaultyStorage.Replace(host.Services, faults);
    }

    private static void AddClient(IHostApplicationBuilder host, TimeSpan responseTimeout)
    {
        host.Services.AddSingleton(ClusterState.OfSilo());
        host.Services.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = responseTimeout);
        host.Services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayRefresh);
        host.UseOrleansClient(client => client
            .AddOutgoingGrainCallFilter<RetryOfRejectedCalls>()
            .AddMemoryStreams(ChangeStream.Provider));
    }
}
