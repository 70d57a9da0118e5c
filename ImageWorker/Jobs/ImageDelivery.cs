using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Jobs;

/// <summary>A job in the worker's hands. Exactly one of its ends is called, once.</summary>
public abstract class ImageDelivery
{
    public required ImageJob Job { get; init; }

    /// <summary>The attempts before this one, oldest first.</summary>
    public required IReadOnlyList<FailedAttempt> History { get; init; }

    /// <summary>W3C trace context of whoever handed the job out; null where that is the job's own.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The broker that handed it out, as OpenTelemetry calls it; null where there is none.</summary>
    public string? Broker { get; init; }

    /// <summary>1-based number of this attempt.</summary>
    public int Attempt => History.Count + 1;

    /// <summary>The result is committed: the job is done.</summary>
    public abstract Task CompleteAsync();

    /// <summary>Hands the job out again after <paramref name="delay"/>.</summary>
    public abstract Task RetryAsync(ImageError error, TimeSpan delay);

    /// <summary>The job has failed for good: its image becomes failed, and a dead letter keeps it.</summary>
    public abstract Task DeadLetterAsync(ImageError error);

    /// <summary>The product cannot be asked or told: the job is handed out again after <paramref name="delay"/>, and no attempt is counted.</summary>
    /// <param name="delay">One of those of <c>Images:RetryDelays</c>.</param>
    public abstract Task PutOffAsync(TimeSpan delay);

    /// <summary>The worker stops, or there is no silo: the job is handed out again as if it had not been.</summary>
    public abstract Task AbandonAsync();
}
