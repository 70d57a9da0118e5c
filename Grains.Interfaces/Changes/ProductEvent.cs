using Products.Grains.Interfaces.Products;

namespace Products.Grains.Interfaces.Changes;

/// <summary>A committed change of a product: what it was, and the product as it left it.</summary>
/// <remarks>A feed tells of each product once, by its latest change. Earlier ones that nobody has read are part of that.</remarks>
[GenerateSerializer, Immutable, Alias("products.product-event")]
public sealed record ProductEvent
{
    /// <summary>The place of the change in the feed: higher than that of every change before it. Numbers have gaps.</summary>
    [Id(0)] public required long ChangeSeq { get; init; }

    /// <summary>What the latest change was.</summary>
    [Id(1)] public required ChangeKind Kind { get; init; }

    [Id(2)] public required Guid ProductId { get; init; }

    /// <summary>The owner.</summary>
    [Id(3)] public required Guid UserId { get; init; }

    [Id(4)] public required long Revision { get; init; }

    [Id(5)] public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The product after the change; null when it was deleted.</summary>
    [Id(6)] public required Product? Product { get; init; }
}

/// <summary>What became of a product.</summary>
[GenerateSerializer, Alias("products.change-kind")]
public enum ChangeKind
{
    Created,

    Updated,

    /// <summary>An image was compressed and stored.</summary>
    ImageReady,

    /// <summary>An image failed for good.</summary>
    ImageFailed,

    Deleted,
}
