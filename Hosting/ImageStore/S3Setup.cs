using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;

namespace Products.Hosting.ImageStore;

/// <summary>An image store in a bucket.</summary>
public static class S3Setup
{
    /// <summary>Adds the store, and its health check <c>image_store</c>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="outage">What the process is while the store cannot be used. Not unhealthy, where that would take all processes out at
    /// once although they can still do most of their work.</param>
    public static IServiceCollection AddS3ImageStore(this IServiceCollection services, HealthStatus outage = HealthStatus.Unhealthy)
    {
        services.AddSettings<S3Options>(S3Options.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IAmazonS3>(provider => S3Connection.Open(Options(provider)));
        services.AddSingleton<IImageStore>(provider => new S3ImageStore(provider.GetRequiredService<IAmazonS3>(), Options(provider)));
        services.AddHostedService<S3Bucket>();
        return services.AddImageStoreHealth(outage);
    }

    private static S3Options Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<S3Options>>().Value;
}
