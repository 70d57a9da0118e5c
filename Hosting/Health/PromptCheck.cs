using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.Health;

/// <summary>A check that answers within a second, whatever hangs: a load balancer takes out who answers late, as if it were ill.</summary>
/// <remarks>A check that heeds neither its token nor the time is left alone; it ends when it likes.</remarks>
internal sealed class PromptCheck(IHealthCheck check) : IHealthCheck
{
    /// <summary>Well below the 2 seconds of <c>deploy/haproxy.cfg</c>.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var late = limit.Token;
        try
        {
            return await Task.Run(() => check.CheckHealthAsync(context, late), late).WaitAsync(late);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, $"no answer within {Limit.TotalSeconds} s");
        }
    }
}
