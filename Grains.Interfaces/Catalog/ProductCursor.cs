using System.Globalization;

namespace Products.Grains.Interfaces.Catalog;

/// <summary>A place in an ordered list of products: the sort key of the last product seen, with its id as tie-breaker.</summary>
/// <param name="Sort">The order that the key belongs to.</param>
/// <param name="Key">The sort key as text, as the catalogue wrote it.</param>
/// <param name="Id">The product.</param>
[GenerateSerializer, Immutable, Alias("products.product-cursor")]
public sealed record ProductCursor(
    [property: Id(0)] ProductSort Sort,
    [property: Id(1)] string Key,
    [property: Id(2)] Guid Id)
{
    /// <summary>Whether the key is one of its order.</summary>
    public bool IsWellFormed => Sort switch
    {
        ProductSort.CreatedAt => long.TryParse(Key, CultureInfo.InvariantCulture, out _),
        ProductSort.ProductPrice => decimal.TryParse(Key, CultureInfo.InvariantCulture, out _),
        ProductSort.ProductName => true,
        _ => false,
    };
}
