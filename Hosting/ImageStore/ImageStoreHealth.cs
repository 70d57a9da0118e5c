using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.ImageStore;

/// <summary>Whether the image store worked when it was last tried.</summary>
internal sealed class ImageStoreHealth(ImageStoreProbe probe) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(probe.Last is { Trouble: { } trouble } last
            ? new HealthCheckResult(context.Registration.FailureStatus, trouble, last.Failure)
            : HealthCheckResult.Healthy());
}

/// <summary>The health of whichever image store the process has.</summary>
public static class ImageStoreHealthSetup
{
    /// <summary>Adds the health check <c>image_store</c>.</summary>
    /// <param name="services">Where to; an <see cref="IImageStore"/> is there or follows.</param>
    /// <param name="outage">What the process is while the store cannot be used.</param>
    public static IServiceCollection AddImageStoreHealth(this IServiceCollection services, HealthStatus outage = HealthStatus.Unhealthy)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ImageStoreProbe>();
        services.AddHostedService(provider => provider.GetRequiredService<ImageStoreProbe>());
        services.AddHealthChecks().AddCheck<ImageStoreHealth>("image_store", outage);
        return services;
    }
}
