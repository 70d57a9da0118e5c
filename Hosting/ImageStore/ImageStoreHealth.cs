using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.ImageStore;

/// <summary>Whether the image store takes an object and gives it up again.</summary>
public sealed class ImageStoreHealth(IImageStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var prefix = $"health-{Guid.NewGuid():N}/";
        try
        {
            await store.PutAsync(prefix + "probe", new MemoryStream([0]), "application/octet-stream", cancellationToken);
            await store.DeleteAllAsync(prefix, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (IOException failure)
        {
            return HealthCheckResult.Unhealthy("The image store cannot be written to.", failure);
        }
    }
}
