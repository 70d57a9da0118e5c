using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Standalone.Storage;

namespace Products.Standalone.Jobs;

/// <summary>Whether somebody takes the image jobs, and how many wait.</summary>
internal sealed class ImageJobHealth(ImageJobQueue queue, Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var jobs = await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM image_jobs"));
        var state = $"{queue.Consumers} consumers, {jobs} jobs";
        return queue.Consumers > 0 ? HealthCheckResult.Healthy(state) : HealthCheckResult.Degraded(state);
    }
}
