using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Products.Standalone.Storage;

namespace Products.Standalone.Cluster;

/// <summary>An Orleans cluster of one silo, which no other process can reach: it opens no port.</summary>
internal static class LoneSilo
{
    private const string Sqlite = "sqlite";

    public static void UseLoneSilo(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(siloPort: 1, gatewayPort: 0); // a name in the membership table; nothing listens
        silo.Services.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = "products");
        silo.AddAdoNetGrainStorage(Sqlite, storage => storage.Configure<Database>(UseDatabase));
        silo.Services.AddGrainStorage("Default", QueueWrites);
        CloseNetwork(silo.Services);
    }

    private static void UseDatabase(AdoNetGrainStorageOptions options, Database database)
    {
        options.Invariant = "System.Data.SQLite"; // the name by which Orleans knows Microsoft.Data.Sqlite
        options.ConnectionString = database.ConnectionString;
    }

    private static OneWriterStorage QueueWrites(IServiceProvider services, string name) => new(
        services.GetRequiredKeyedService<IGrainStorage>(Sqlite), services.GetRequiredService<Database>());

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
