using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Standalone.Storage;

/// <summary>Whether the database answers readers and its writer.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT 1 FROM OrleansQuery"));
            await database.WriteAsync(connection => connection.Execute("UPDATE OrleansQuery SET QueryKey = QueryKey WHERE false"));
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", failure);
        }
    }
}
