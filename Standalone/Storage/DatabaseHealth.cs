using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Standalone.Storage;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var jobs = await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM image_jobs"));
            return HealthCheckResult.Healthy($"{jobs} image jobs to do");
        }
        catch (Exception failure)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", failure);
        }
    }
}
