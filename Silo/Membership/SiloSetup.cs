using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Products.Grains;
using Products.Grains.Changes;
using Products.Grains.Interfaces.Reads;
using Products.Grains.Products;
using Products.Grains.Reads;
using Products.Hosting.Cluster;
using Products.Hosting.OrleansDashboard;
using Products.Hosting.Settings;
using Products.Hosting.Telemetry;
using Products.Silo.Cache;
using Products.Silo.Changes;
using Products.Silo.Storage;

namespace Products.Silo.Membership;

/// <summary>The silo as a member of the cluster.</summary>
internal static class SiloSetup
{
    public static void AddClusterSilo(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddClusterNames();
        services.AddHostedService<MembershipStart>();
        services.AddSingleton(ClusterState.OfSilo());
        services.AddOptions<EndpointOptions>().Configure<IOptions<MembershipOptions>>(Listen);
        services.AddOptions<ClusterMembershipOptions>().Configure<IOptions<MembershipOptions>>(Detect);
        services.AddOptions<GrainDirectoryOptions>().Configure<IOptions<MembershipOptions>>(Hold);
        services.AddOptions<SiloMessagingOptions>().Configure<IOptions<MembershipOptions>>(Talk);
        services.Configure<GrainCollectionOptions>(ActivationLifetime.KeepForMinutes);
        builder.AddCache(); // before the silo, so that it outlives the last write
        services.AddAuthority();
        builder.UseOrleans(Join);
        services.AddHealthChecks().AddCheck<SiloHealth>("silo").AddCheck<MembershipHealth>("redis_membership");
    }

    /// <summary>Before the silo, so that it is certain of its grains until the last one has ended.</summary>
    private static void AddAuthority(this IServiceCollection services)
    {
        services.AddSettings<ReadOptions>(ReadOptions.Section);
        services.AddSingleton(provider => new SiloRegister(provider.GetRequiredService<IOptions<PostgresOptions>>().Value.ToConnectionString()));
        services.AddSingleton<LostSilo>();
        services.AddSingleton<Predecessors>();
        services.AddSingleton<MembershipAuthority>();
        services.AddSingleton<ISiloAuthority>(provider => provider.GetRequiredService<MembershipAuthority>());
        services.AddSingleton<RegisterWatch>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<RegisterWatch>());
        services.AddSingleton<MembershipWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<RegisterWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<MembershipWatch>());
    }

    private static void Join(ISiloBuilder silo)
    {
        silo.UseRedisClustering(_ => { });
        silo.AddClusterGrains();
        silo.KeepSubscriptionsInRedis();
        silo.UsePostgresStorage();
        silo.UseCachedStorage(inner: GrainStorageSetup.StorageName);
        silo.AddTraces();
        silo.AddDashboardWhereEnabled();
    }

    /// <summary>Adds the grains, the directory that finds them, and the filters of their calls.</summary>
    /// <remarks>
    /// Needs a table of silos, a grain storage, a storage of subscriptions (<see cref="ChangeNoticesSetup"/>), an
    /// <see cref="ISiloAuthority"/>, an <see cref="IImageJobQueue"/>, an <see cref="IUploadReservations"/> and a
    /// <see cref="ClusterState"/>.
    /// </remarks>
    public static ISiloBuilder AddClusterGrains(this ISiloBuilder silo)
    {
        silo.AddProductGrains();
        silo.AddOutgoingGrainCallFilter<NestedCalls>().AddOutgoingGrainCallFilter<RetryOfRejectedCalls>();
#pragma warning disable ORLEANSEXP003 // marked experimental; the default one lets two activations of a grain live side by side while silos come and go
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        return silo;
    }

    private static void Listen(EndpointOptions endpoints, IOptions<MembershipOptions> options)
    {
        var told = options.Value;
        endpoints.AdvertisedIPAddress = OwnAddress.Of(told.AdvertisedAddress);
        endpoints.SiloPort = told.SiloPort;
        endpoints.GatewayPort = told.GatewayPort;
        var listen = told.ListenOnAllAddresses ? IPAddress.Any : endpoints.AdvertisedIPAddress;
        endpoints.SiloListeningEndpoint = new IPEndPoint(listen, told.SiloPort);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(listen, told.GatewayPort);
    }

    /// <summary>Three signs of life missed, and as many votes as a small cluster has, make a silo dead.</summary>
    private static void Detect(ClusterMembershipOptions membership, IOptions<MembershipOptions> options)
    {
        membership.ProbeTimeout = options.Value.ProbeTimeout;
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2; // Orleans takes one when only one other silo is there to vote
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(30); // then silos of the table that do not answer are evicted
    }

    /// <summary>Orleans holds the grains of a dead silo until this long after its estimated failure.</summary>
    /// <remarks>
    /// It estimates the failure 12 probe time-outs before the silo is declared dead. So they are held for 3 more: 6 seconds by
    /// default, as with Orleans' own 30 seconds, which would hold them longer the shorter the probe time-out is.
    /// </remarks>
    private static void Hold(GrainDirectoryOptions directory, IOptions<MembershipOptions> options)
    {
        var lease = options.Value.ProbeTimeout * 15;
        directory.RangeLeaseDuration = lease < directory.RangeLeaseDuration ? lease : directory.RangeLeaseDuration;
    }

    private static void Talk(SiloMessagingOptions messaging, IOptions<MembershipOptions> options)
    {
        messaging.ResponseTimeout = options.Value.ResponseTimeout;
        messaging.ClientGatewayShutdownNotificationTimeout = TimeSpan.FromSeconds(1); // clients go elsewhere before the grains do
    }
}
