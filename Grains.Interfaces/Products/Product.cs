using Products.Grains.Interfaces.Images;

namespace Products.Grains.Interfaces.Products;

/// <summary>A product as the API shows it: one committed revision, never changed afterwards.</summary>
[GenerateSerializer, Immutable, Alias("products.product-view")]
public sealed record Product
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The owner.</summary>
    [Id(1)] public required Guid UserId { get; init; }

    [Id(2)] public required string ProductName { get; init; }

    [Id(3)] public required string ProductDescription { get; init; }

    /// <summary>In units of <c>currency</c>, at most two decimals.</summary>
    [Id(4)] public required decimal ProductPrice { get; init; }

    /// <summary>ISO 4217 code, three capital letters.</summary>
    [Id(5)] public required string Currency { get; init; }

    /// <summary>The source of each image, in image order.</summary>
    [Id(6)] public required IReadOnlyList<string> ProductImages { get; init; }

    /// <summary>The URL of the compressed WebP of each ready image, in image order.</summary>
    [Id(7)] public required IReadOnlyList<string> CompressedProductImages { get; init; }

    [Id(8)] public required IReadOnlyList<ProductImage> Images { get; init; }

    [Id(9)] public required ImagesStatus ImageStatus { get; init; }

    /// <summary>1 when created, one more with each change that changes something; the HTTP ETag is this number in quotes.</summary>
    [Id(10)] public required long Revision { get; init; }

    [Id(11)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(12)] public required DateTimeOffset UpdatedAt { get; init; }
}
