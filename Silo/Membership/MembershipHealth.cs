using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Silo.Membership;

/// <summary>Whether the table of silos could be read when it was last looked at. A silo goes on without it.</summary>
internal sealed class MembershipHealth(MembershipWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.IsBlind
            ? HealthCheckResult.Degraded("the table of silos cannot be read: no silo can join, or be declared dead")
            : HealthCheckResult.Healthy());
}
