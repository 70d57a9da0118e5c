using Orleans.Storage;
using Products.Grains.Catalog;
using Products.Grains.Changes;
using Products.Grains.DeadLetters;
using Products.Grains.Products;
using Products.Grains.Storage;
using Products.Hosting.Cleanup;

namespace Products.Standalone.Storage;

/// <summary>The catalogue, change feed, dead letters and removed images on SQLite, and the serializer of grain state.</summary>
internal static class StorageSetup
{
    /// <summary>Needs a <see cref="Database"/>.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services)
    {
        services.AddSingleton<IGrainStorageSerializer, GrainStateSerializer>();
        services.AddSingleton<IProductCatalog, ProductCatalog>();
        services.AddSingleton<IChangeFeed, ChangeFeed>();
        services.AddSingleton<IDeadLetterStore, DeadLetterStore>();
        services.AddSingleton<IUploadReservations, UploadReservations>();
        services.AddSingleton<IRemovedImages, RemovedImages>();
        return services;
    }
}
