namespace Products.Grains.Interfaces.Products;

/// <summary>A checked request for a new product.</summary>
[GenerateSerializer, Immutable, Alias("products.create-product")]
public sealed record CreateProduct
{
    [Id(0)] public required Guid UserId { get; init; }
    [Id(1)] public required string ProductName { get; init; }
    [Id(2)] public required string ProductDescription { get; init; }
    [Id(3)] public required decimal ProductPrice { get; init; }
    [Id(4)] public required string Currency { get; init; }

    /// <summary>Absolute http or https URLs.</summary>
    [Id(5)] public required IReadOnlyList<string> ProductImages { get; init; }

    /// <summary>W3C trace context of the request, which its image jobs carry on; no part of the request's identity.</summary>
    [Id(6)] public string? TraceParent { get; init; }
}
