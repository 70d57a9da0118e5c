namespace Products.Grains.Interfaces.Changes;

/// <summary>Word of changes that were just committed, on an Orleans stream: a reason to look into the feed, and nothing more.</summary>
/// <remarks>Notices may be lost, come twice and in any order. See docs/decisions/0027-change-notices.md.</remarks>
[GenerateSerializer, Immutable, Alias("products.change-notice")]
public sealed record ChangeNotice([property: Id(0)] IReadOnlyList<ChangedProduct> Products);

/// <summary>Which product changed, and whose it is.</summary>
[GenerateSerializer, Immutable, Alias("products.changed-product")]
public readonly record struct ChangedProduct(
    [property: Id(0)] Guid ProductId,
    [property: Id(1)] Guid UserId);
