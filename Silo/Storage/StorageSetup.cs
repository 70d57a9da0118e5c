using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Storage;
using Products.Grains.Catalog;
using Products.Grains.Changes;
using Products.Grains.DeadLetters;
using Products.Grains.Products;
using Products.Grains.Storage;
using Products.Hosting.Cleanup;
using Products.Hosting.Settings;

namespace Products.Silo.Storage;

/// <summary>Grain state, catalogue, dead letters and removed images on Postgres.</summary>
internal static class StorageSetup
{
    public static void AddPostgresStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<PostgresOptions>(PostgresOptions.Section);
        services.AddHostedService<SchemaUpgrade>();
        services.AddSingleton(provider => NpgsqlDataSource.Create(Options(provider).ToConnectionString()));
        services.AddSingleton<Database>();
        services.AddSingleton<IGrainStorageSerializer, GrainStateSerializer>();
        services.AddSingleton<IProductCatalog, ProductCatalog>();
        services.AddSingleton<IChangeFeed, ChangeFeed>();
        services.AddSingleton<DeadLetterStore>();
        services.AddSingleton<IDeadLetterStore>(provider => provider.GetRequiredService<DeadLetterStore>());
        services.AddSingleton<IUploadReservations, UploadReservations>();
        services.AddSingleton<IRemovedImages, RemovedImages>();
        services.AddHealthChecks().AddCheck<PostgresHealth>("postgres");
    }

    private static PostgresOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<PostgresOptions>>().Value;
}
