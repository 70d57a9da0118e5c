using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Products.Grains.Storage;

namespace Products.Standalone.Storage;

/// <summary>Orleans' ADO.NET grain storage on the catalogue's tables, with one writer for all grains.</summary>
internal static class GrainStorageSetup
{
    private const string Reads = "sqlite-reads";
    private const string Writes = "sqlite-writes";

    /// <summary>Needs what <see cref="StorageSetup.AddSqliteStorage"/> adds.</summary>
    public static ISiloBuilder UseSqliteStorage(this ISiloBuilder silo)
    {
        silo.AddAdoNetGrainStorage(Reads, Storage((options, database) => options.ConnectionString = database.ConnectionString));
        silo.AddAdoNetGrainStorage(Writes, Storage((options, database) => options.DataSource = database.Writer));
        silo.Services.AddGrainStorage("Default", (services, _) => new FreshGrainStorage(OneWriter(services)));
        return silo;
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
}
