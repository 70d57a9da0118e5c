namespace Products.Hosting.Cleanup;

/// <summary>The images whose stored objects are to be deleted: removed ones, and uploads that never became part of their product.</summary>
public interface IRemovedImages
{
    /// <returns>Images removed no later than <paramref name="removedBefore"/>, oldest first. Another process that asks may be given others.</returns>
    Task<IReadOnlyList<RemovedImage>> DueAsync(DateTimeOffset removedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Their objects are deleted.</summary>
    Task ForgetAsync(RemovedImage image);

    /// <summary>They could not be deleted; they fall due again as if removed at <paramref name="now"/>.</summary>
    Task PutOffAsync(RemovedImage image, DateTimeOffset now);
}

/// <summary>An image that its product has no more.</summary>
public readonly record struct RemovedImage(Guid ProductId, Guid ImageId);
