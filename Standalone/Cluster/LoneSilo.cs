using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Products.Grains;
using Products.Grains.Changes;
using Products.Grains.Reads;
using Products.Hosting.OrleansDashboard;
using Products.Hosting.Telemetry;
using Products.Standalone.Storage;

namespace Products.Standalone.Cluster;

/// <summary>An Orleans cluster of one silo, which no other process can reach: it opens no port.</summary>
internal static class LoneSilo
{
    public static void UseLoneSilo(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(siloPort: 1, gatewayPort: 0); // a name in the membership table; nothing listens
        silo.Services.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = "products");
        silo.Services.Configure<GrainCollectionOptions>(ActivationLifetime.KeepForMinutes);
        silo.Services.AddSingleton<ISiloAuthority, LoneAuthority>();
        silo.AddProductGrains();
        silo.KeepSubscriptionsInMemory();
        silo.AddTraces();
        silo.AddDashboardWhereEnabled();
        silo.UseSqliteStorage();
        CloseNetwork(silo.Services);
    }

    private static void CloseNetwork(IServiceCollection services)
    {
        var listeners = services
            .Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory))
            .ToList();
        foreach (var listener in listeners)
        {
            services.Remove(listener);
            services.AddKeyedSingleton<IConnectionListenerFactory, ClosedListenerFactory>(listener.ServiceKey);
        }
    }
}
