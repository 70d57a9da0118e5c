using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.RabbitMq;

/// <summary>Whether RabbitMQ is there, somebody takes the image jobs, and how many wait.</summary>
internal sealed class RabbitMqHealth(Broker broker, JobTopology topology) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (broker.Session is not { } session)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "not connected");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var work = await session.LookAsync(topology.Work, limit.Token);
        var suspects = await session.LookAsync(topology.Suspects, limit.Token);
        var dead = await session.LookAsync(topology.Dead, limit.Token);
        var state = $"{work.ConsumerCount} consumers, {work.MessageCount} jobs wait, {suspects.MessageCount} suspects, {dead.MessageCount} dead letters to be kept";
        return work.ConsumerCount > 0 ? HealthCheckResult.Healthy(state) : HealthCheckResult.Degraded(state);
    }
}
