using Products.Grains.Interfaces.Images;

namespace Products.Grains.Interfaces.DeadLetters;

/// <summary>An image job that failed for good, or a message in its queue that is none.</summary>
[GenerateSerializer, Immutable, Alias("products.dead-letter")]
public sealed record DeadLetter
{
    /// <summary>Given by the store, higher for later letters; 0 before that.</summary>
    [Id(0)] public long Id { get; init; }

    /// <summary>The last error.</summary>
    [Id(1)] public required ImageError Reason { get; init; }

    [Id(2)] public required int Attempts { get; init; }

    /// <summary>Every failed attempt, oldest first.</summary>
    [Id(3)] public required IReadOnlyList<FailedAttempt> History { get; init; }

    /// <summary>The whole message; null when it could not be read.</summary>
    [Id(4)] public ImageJob? Message { get; init; }

    [Id(5)] public required DateTimeOffset DiedAt { get; init; }

    /// <summary>What came instead of a message that can be read; null when it could be.</summary>
    [Id(6)] public UnreadableMessage? Unreadable { get; init; }
}

/// <summary>A message that is no image job, or one of a version that is not known.</summary>
/// <param name="Bytes">The length of the whole message.</param>
/// <param name="Text">Its first 4,096 characters; those of its Base64 form when they are not plain text in UTF-8.</param>
[GenerateSerializer, Immutable, Alias("products.unreadable-message")]
public sealed record UnreadableMessage(
    [property: Id(0)] long Bytes,
    [property: Id(1)] string Text);

/// <summary>One attempt that did not succeed.</summary>
/// <param name="Attempt">1-based.</param>
/// <param name="At">When it ended.</param>
/// <param name="Error">How it ended.</param>
[GenerateSerializer, Immutable, Alias("products.failed-attempt")]
public sealed record FailedAttempt(
    [property: Id(0)] int Attempt,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ImageError Error);
