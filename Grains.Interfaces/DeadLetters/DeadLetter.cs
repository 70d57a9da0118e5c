using Products.Grains.Interfaces.Images;

namespace Products.Grains.Interfaces.DeadLetters;

/// <summary>An image job that failed for good.</summary>
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

    /// <summary>The whole message.</summary>
    [Id(4)] public required ImageJob Message { get; init; }

    [Id(5)] public required DateTimeOffset DiedAt { get; init; }
}

/// <summary>One attempt that did not succeed.</summary>
/// <param name="Attempt">1-based.</param>
/// <param name="At">When it ended.</param>
/// <param name="Error">How it ended.</param>
[GenerateSerializer, Immutable, Alias("products.failed-attempt")]
public sealed record FailedAttempt(
    [property: Id(0)] int Attempt,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ImageError Error);
