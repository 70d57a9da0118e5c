using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.Cluster;

/// <summary>Whether a process that calls grains is connected to the Redis with the table of silos. Without it, it knows the silos that it knew before.</summary>
internal sealed class MembershipRedisHealth([FromKeyedServices(MembershipOptions.Section)] RedisConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(connection.IsConnected
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("not connected: silos that come are not seen"));
}
