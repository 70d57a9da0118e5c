using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Products.Grains;
using Products.Grains.Reads;
using Products.Grains.Storage;
using Products.Hosting.OrleansDashboard;
using Products.Hosting.Telemetry;
using Products.Standalone.Storage;

namespace Products.Standalone.Cluster;

/// <summary>An Orleans cluster of one silo, which no other process can reach: it opens no port.</summary>
internal static class LoneSilo
{
    private const string Reads = "sqlite-reads";
    private const string Writes = "sqlite-writes";

    public static void UseLoneSilo(this ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(siloPort: 1, gatewayPort: 0); // a name in the membership table; nothing listens
        silo.Services.Configure<ClusterOptions>(options => options.ServiceId = options.ClusterId = "products");
        silo.Services.Configure<GrainCollectionOptions>(ActivationLifetime.KeepForMinutes);
        silo.Services.AddSingleton<ISiloAuthority, LoneAuthority>();
        silo.AddProductGrains();
        silo.AddTraces();
        silo.AddDashboardWhereEnabled();
        silo.AddAdoNetGrainStorage(Reads, Storage((options, database) => options.ConnectionString = database.ConnectionString));
        silo.AddAdoNetGrainStorage(Writes, Storage((options, database) => options.DataSource = database.Writer));
        silo.Services.AddGrainStorage("Default", (services, _) => new FreshGrainStorage(OneWriter(services)));
        CloseNetwork(silo.Services);
    }

    private static Action<OptionsBuilder<AdoNetGrainStorageOptions>> Storage(Action<AdoNetGrainStorageOptions, Database> connect) =>
        storage => storage.Configure<Database>((options, database) =>
        {
            options.Invariant = "System.Data.SQLite"; // the name by which Orleans knows Microsoft.Data.Sqlite
            connect(options, database);
        });

    private static OneWriterStorage OneWriter(IServiceProvider services) => new(
        services.GetRequiredKeyedService<IGrainStorage>(Reads),
        services.GetRequiredKeyedService<IGrainStorage>(Writes),
        services.GetRequiredService<Database>().Writer);

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
