using Products.Grains.Interfaces.Images;

namespace Products.Grains.Interfaces.Catalog;

/// <summary>Which products to list; a null filter lets all through.</summary>
[GenerateSerializer, Immutable, Alias("products.product-query")]
public sealed record ProductQuery
{
    [Id(0)] public Guid? UserId { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(1)] public decimal? MinPrice { get; init; }

    /// <summary>Inclusive.</summary>
    [Id(2)] public decimal? MaxPrice { get; init; }

    /// <summary>Found anywhere in the name, in any case and any Unicode form.</summary>
    [Id(3)] public string? ProductName { get; init; }

    [Id(4)] public ImagesStatus? ImageStatus { get; init; }

    [Id(5)] public ProductSort Sort { get; init; } = ProductSort.CreatedAt;

    /// <summary>Largest first; with <see cref="ProductSort.CreatedAt"/>, newest first.</summary>
    [Id(6)] public bool Descending { get; init; } = true;

    /// <summary>1 to 100.</summary>
    [Id(7)] public int Limit { get; init; } = 20;

    /// <summary>Start after this product; must come from a page with the same order.</summary>
    [Id(8)] public ProductCursor? After { get; init; }
}

/// <summary>What products are ordered by.</summary>
[GenerateSerializer, Alias("products.product-sort")]
public enum ProductSort
{
    /// <summary>The order in which their creation was committed.</summary>
    CreatedAt,

    ProductPrice,

    /// <summary>The first 500 characters of the name as it is searched, by code point.</summary>
    ProductName,
}
