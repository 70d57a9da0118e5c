using Npgsql;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Products.Silo.Storage;

/// <summary>Orleans' ADO.NET grain storage on the catalogue's tables, behind the group commit of products.</summary>
internal static class GrainStorageSetup
{
    /// <summary>The name under which it is registered; who decorates it registers the result as <c>Default</c>.</summary>
    public const string StorageName = "postgres";

    private const string AdoNet = "postgres-adonet";

    public static void UsePostgresStorage(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorage(AdoNet, storage => storage.Configure<NpgsqlDataSource>((options, source) =>
        {
            options.Invariant = "Npgsql";
            options.DataSource = source;
        }));
        silo.Services.AddSingleton<ProductWriter>();
        silo.Services.AddGrainStorage(StorageName, (services, _) => ActivatorUtilities.CreateInstance<GroupedStorage>(
            services, new PostgresStorage(services.GetRequiredKeyedService<IGrainStorage>(AdoNet))));
    }
}
