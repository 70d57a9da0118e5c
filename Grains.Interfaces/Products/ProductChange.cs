namespace Products.Grains.Interfaces.Products;

/// <summary>What became of a request to change a product.</summary>
/// <param name="Status">Anything but <c>Done</c> and <c>Replayed</c> means that nothing was changed.</param>
/// <param name="Product">The product after the change; null unless the status is <c>Done</c> or <c>Replayed</c>.</param>
/// <param name="Revision">The current revision, for <c>Stale</c>; else 0 or the revision of <paramref name="Product"/>.</param>
[GenerateSerializer, Immutable, Alias("products.product-change")]
public sealed record ProductChange(
    [property: Id(0)] ChangeStatus Status,
    [property: Id(1)] Product? Product = null,
    [property: Id(2)] long Revision = 0);

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
}
