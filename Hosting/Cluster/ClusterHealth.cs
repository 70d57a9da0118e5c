using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.Cluster;

/// <summary>Whether this process is connected to a silo.</summary>
/// <remarks>It asks nobody: with Redis or Postgres away, connections that stand still serve.</remarks>
internal sealed class ClusterHealth(ClusterState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state switch
        {
            { IsStarted: false } => HealthCheckResult.Unhealthy("No silo has answered yet."),
            { Gateways: 0 } => HealthCheckResult.Unhealthy("No silo is connected."),
            _ => HealthCheckResult.Healthy($"{state.Gateways} silos"),
        });
}
