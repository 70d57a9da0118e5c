using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Standalone.Storage;

/// <summary>Whether the folder of the images can be written to.</summary>
internal sealed class ImageFolderHealth(DataFolder folder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder.Temporary, $"health-{Guid.NewGuid():N}"),
                FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            probe.WriteByte(0);
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The folder cannot be written to.", failure));
        }
    }
}
