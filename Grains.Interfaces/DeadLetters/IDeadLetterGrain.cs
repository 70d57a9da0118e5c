namespace Products.Grains.Interfaces.DeadLetters;

/// <summary>The image jobs that failed for good. Stateless: any silo answers.</summary>
/// <remarks>A letter disappears by itself once its image is retried or removed.</remarks>
[Alias("products.dead-letters")]
public interface IDeadLetterGrain : IGrainWithIntegerKey
{
    /// <summary>Keeps the letter and marks its image failed. Safe to repeat.</summary>
    /// <param name="letter">With a message that could be read.</param>
    [Alias("record"), SafeToRepeat]
    Task RecordAsync(DeadLetter letter);

    /// <summary>Newest first.</summary>
    /// <param name="before">Only letters with a lower id; null starts at the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    [Alias("list"), SafeToRepeat]
    Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken);

    /// <summary>Issues the job again.</summary>
    [Alias("replay")]
    Task<ReplayOutcome> ReplayAsync(long id, string? traceParent);

    /// <summary>Issues every job again that can be, the latest first, as far as it comes within some 15 seconds.</summary>
    [Alias("replay-all")]
    Task<ReplayCount> ReplayAllAsync(string? traceParent);

    /// <summary>Forgets the letter; its image stays failed.</summary>
    /// <returns>False when there is none with this id.</returns>
    [Alias("delete")]
    Task<bool> DeleteAsync(long id);
}

/// <summary>What became of a replay.</summary>
[GenerateSerializer, Alias("products.replay-outcome")]
public enum ReplayOutcome
{
    Replayed,

    /// <summary>There is no letter with this id.</summary>
    NotFound,

    /// <summary>The product or the image is gone, or the message could not be read, so there is nothing to replay.</summary>
    Gone,
}
