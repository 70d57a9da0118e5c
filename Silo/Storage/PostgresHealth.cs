using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Products.Silo.Storage;

/// <summary>Whether the database answers, and takes writes.</summary>
internal sealed class PostgresHealth(NpgsqlDataSource source) : IHealthCheck
{
    private const string IsStandby = "SELECT pg_is_in_recovery()";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await AskAsync(cancellationToken)
                ? HealthCheckResult.Unhealthy("The database is a standby and takes no writes.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", failure);
        }
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(IsStandby, cancellationToken: cancellationToken));
    }
}
