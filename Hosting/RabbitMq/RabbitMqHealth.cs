using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.RabbitMq;

/// <summary>Whether RabbitMQ is there, somebody takes the image jobs, and how many wait.</summary>
internal sealed class RabbitMqHealth(Broker broker, JobTopology topology) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (broker.Session is not { } session)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "not connected");
        }

        var work = await session.LookAsync(topology.Work, cancellationToken);
        var suspects = await session.LookAsync(topology.Suspects, cancellationToken);
        var dead = await session.LookAsync(topology.Dead, cancellationToken);
        var state = $"{work.ConsumerCount} consumers, {work.MessageCount} jobs wait, {suspects.MessageCount} suspects, {dead.MessageCount} dead letters to be kept";
        return work.ConsumerCount > 0 ? HealthCheckResult.Healthy(state) : HealthCheckResult.Degraded(state);
    }
}
