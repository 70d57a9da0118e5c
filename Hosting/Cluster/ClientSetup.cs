using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Products.Hosting.Telemetry;

namespace Products.Hosting.Cluster;

/// <summary>A process that calls grains, but holds none.</summary>
public static class ClientSetup
{
    /// <param name="builder">The process.</param>
    /// <param name="also">What else it has the client do.</param>
    public static void AddClusterClient(this IHostApplicationBuilder builder, Action<IClientBuilder>? also = null)
    {
        var services = builder.Services;
        services.AddClusterNames();
        services.AddSingleton<ClusterState>();
        services.AddSingleton<IClientConnectionRetryFilter, KeepTrying>();
        services.AddOptions<GatewayOptions>().Configure<IOptions<MembershipOptions>>((gateways, membership) =>
            gateways.GatewayListRefreshPeriod = membership.Value.GatewayRefresh);
        services.AddOptions<TypeManagementOptions>().Configure<IOptions<MembershipOptions>>((types, membership) =>
            types.TypeMapRefreshInterval = membership.Value.GatewayRefresh); // connects a client that calls nothing, too
        services.AddOptions<ClientMessagingOptions>().Configure<IOptions<MembershipOptions>>((messaging, membership) =>
            messaging.ResponseTimeout = membership.Value.ResponseTimeout);
        services.AddHealthChecks().AddCheck<ClusterHealth>("cluster").AddCheck<MembershipRedisHealth>("redis_membership");
        builder.ConnectBesideTheStart(also);
    }

    /// <summary>Takes the place of the hosted service that Orleans adds, which would hold up the start of all that stand behind it.</summary>
    private static void ConnectBesideTheStart(this IHostApplicationBuilder builder, Action<IClientBuilder>? also)
    {
        var services = builder.Services;
        var before = services.Where(IsHosted).ToHashSet();
        builder.UseOrleansClient(client =>
        {
            client.UseRedisClustering(_ => { })
                .AddOutgoingGrainCallFilter<RetryOfRejectedCalls>()
                .AddGatewayCountChangedHandler(provider => CountIn(provider.GetRequiredService<ClusterState>()))
                .AddTraces();
            also?.Invoke(client);
        });
        foreach (var added in services.Where(IsHosted).Where(service => !before.Contains(service)).ToList())
        {
            services.Remove(added);
        }

        services.AddHostedService<ClusterConnection>();
    }

    private static GatewayCountChangedHandler CountIn(ClusterState state) => (_, change) => state.Count(change.NumberOfConnectedGateways);

    private static bool IsHosted(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);
}
