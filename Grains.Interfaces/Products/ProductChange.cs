namespace Products.Grains.Interfaces.Products;

/// <summary>What became of a request to change a product.</summary>
/// <param name="Status">Anything but <c>Done</c> and <c>Replayed</c> means that nothing was changed.</param>
/// <param name="Body">The product after the change as JSON in UTF-8; null if it was deleted, or the status is neither of those.</param>
/// <param name="Revision">That of <paramref name="Body"/>; for <c>Stale</c> and <c>Excluded</c> the current one.</param>
[GenerateSerializer, Immutable, Alias("products.product-change")]
public sealed record ProductChange(
    [property: Id(0)] ChangeStatus Status,
    [property: Id(1)] byte[]? Body = null,
    [property: Id(2)] long Revision = 0)
{
    /// <summary>Reads the body.</summary>
    public Product? ToProduct() => Body is null ? null : ProductJson.Read(Body);
}

/// <summary>The outcome of a change.</summary>
[GenerateSerializer, Alias("products.change-status")]
public enum ChangeStatus
{
    Done,

    /// <summary>The request was carried out before; this is its answer again.</summary>
    Replayed,

    NotFound,

    /// <summary>The revision is not one that the caller accepts.</summary>
    Stale,

    /// <summary>The owner does not exist.</summary>
    UnknownUser,

    /// <summary>The id belongs to another request with the same idempotency key.</summary>
    KeyReused,

    TooManyImages,

    ImageNotFound,

    /// <summary>Only a failed image can be retried.</summary>
    NotFailed,

    /// <summary>The order does not name each image exactly once.</summary>
    WrongOrder,

    /// <summary>An <c>upload:</c> source names no image of this product.</summary>
    UnknownUpload,

    /// <summary>Somebody else owns the product.</summary>
    NotOwner,

    /// <summary>The caller excludes this revision.</summary>
    Excluded,
}
