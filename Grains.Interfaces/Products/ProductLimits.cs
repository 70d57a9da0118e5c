using System.ComponentModel.DataAnnotations;

namespace Products.Grains.Interfaces.Products;

/// <summary>What a product may hold at most, from the <c>Products</c> section; front ends and silos read the same one.</summary>
public sealed class ProductLimits
{
    public const string Section = "Products";

    /// <summary>Characters in a name.</summary>
    /// <value>1 to 1000; the default is 200.</value>
    [Range(1, 1000)]
    public int MaxNameLength { get; set; } = 200;

    /// <summary>Characters in a description.</summary>
    /// <value>0 to 100,000; the default is 10,000.</value>
    [Range(0, 100_000)]
    public int MaxDescriptionLength { get; set; } = 10_000;

    /// <summary>The highest price.</summary>
    /// <value>0 to 999,999,999.99, which is the default.</value>
    [Range(typeof(decimal), "0", "999999999.99")]
    public decimal MaxPrice { get; set; } = 999_999_999.99m;

    /// <summary>Images of a product.</summary>
    /// <value>0 to 100; the default is 20.</value>
    [Range(0, 100)]
    public int MaxImages { get; set; } = 20;

    /// <summary>Characters in an image URL.</summary>
    /// <value>10 to 8192; the default is 2048.</value>
    [Range(10, 8192)]
    public int MaxUrlLength { get; set; } = 2048;

    /// <summary>Characters in an image's alternative text.</summary>
    /// <value>1 to 10,000; the default is 1000.</value>
    [Range(1, 10_000)]
    public int MaxAltTextLength { get; set; } = 1000;
}
