using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.ImageStore;

/// <summary>Whether the image store takes an object and gives it up again, within 5 seconds.</summary>
public sealed class ImageStoreHealth(IImageStore store) : IHealthCheck
{
    private const string NotWritable = "The image store cannot be written to.";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        try
        {
            await ProbeAsync(limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (ImageStoreException explained)
        {
            return new(context.Registration.FailureStatus, explained.Message);
        }
        catch (IOException failure)
        {
            return new(context.Registration.FailureStatus, NotWritable, failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, $"The image store did not answer within {TimeLimit.TotalSeconds} s.");
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var prefix = $"health-{Guid.NewGuid():N}/";
        await store.PutAsync(prefix + "probe", new MemoryStream([0]), "application/octet-stream", cancellationToken);
        await store.DeleteAllAsync(prefix, cancellationToken);
    }
}
