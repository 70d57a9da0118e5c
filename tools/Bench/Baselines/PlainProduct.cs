namespace Products.Bench.Baselines;

/// <summary>A row of <see cref="PlainTable"/>, as it is sent.</summary>
internal sealed record PlainProduct
{
    public Guid Id { get; init; }
    public Guid UserId { get; init; }
    public string ProductName { get; init; } = "";
    public string ProductDescription { get; init; } = "";
    public decimal ProductPrice { get; init; }
    public string Currency { get; init; } = "";
    public string[] ProductImages { get; init; } = [];
    public string[] CompressedProductImages { get; init; } = [];
    public string ImageStatus { get; init; } = "none";
    public long Revision { get; init; } = 1;
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }
}
