namespace Products.Grains.Interfaces.Products;

/// <summary>A checked change of a product's editable fields; a null leaves its field as it is.</summary>
[GenerateSerializer, Immutable, Alias("products.product-edit")]
public sealed record ProductEdit
{
    [Id(0)] public string? ProductName { get; init; }
    [Id(1)] public string? ProductDescription { get; init; }
    [Id(2)] public decimal? ProductPrice { get; init; }
    [Id(3)] public string? Currency { get; init; }

    /// <summary>The sources of all images, in order; one that the product has already keeps its image.</summary>
    [Id(4)] public IReadOnlyList<string>? ProductImages { get; init; }
}
