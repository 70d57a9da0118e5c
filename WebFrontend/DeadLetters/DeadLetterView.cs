using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;

namespace Products.WebFrontend.DeadLetters;

/// <summary>A page of failed image jobs, newest first.</summary>
/// <param name="Items">The failed jobs.</param>
/// <param name="NextCursor">The <c>cursor</c> of the next page; null when there is none.</param>
internal sealed record DeadLetterList(IReadOnlyList<DeadLetterView> Items, string? NextCursor);

/// <summary>An image job that failed for good.</summary>
internal sealed record DeadLetterView
{
    public required long Id { get; init; }

    /// <summary>The last error.</summary>
    public required ImageError Reason { get; init; }

    /// <summary>Null when the message could not be read.</summary>
    public required Guid? ProductId { get; init; }

    /// <summary>Null when the message could not be read.</summary>
    public required Guid? ImageId { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Every failed attempt, oldest first.</summary>
    public required IReadOnlyList<FailedAttempt> History { get; init; }

    /// <summary>The whole message; null when it could not be read.</summary>
    public required ImageJob? Message { get; init; }

    /// <summary>What came instead of a message that can be read.</summary>
    public required UnreadableMessage? UnreadableMessage { get; init; }

    public required DateTimeOffset DiedAt { get; init; }

    public static DeadLetterView Of(DeadLetter letter) => new()
    {
        Id = letter.Id,
        Reason = letter.Reason,
        ProductId = letter.Message?.ProductId,
        ImageId = letter.Message?.ImageId,
        Attempts = letter.Attempts,
        History = letter.History,
        Message = letter.Message,
        UnreadableMessage = letter.Unreadable,
        DiedAt = letter.DiedAt,
    };
}
