namespace Products.Grains.Interfaces.Products;

/// <summary>Under which condition a change applies, and which request it belongs to.</summary>
[GenerateSerializer, Immutable, Alias("products.change-context")]
public sealed record ChangeContext
{
    /// <summary>No condition: the last write wins.</summary>
    public static ChangeContext Unconditional { get; } = new();

    /// <summary>The revisions that the caller accepts (If-Match); null accepts any.</summary>
    [Id(0)] public IReadOnlyList<long>? Revisions { get; init; }

    /// <summary>W3C trace context of the request, which image jobs carry on.</summary>
    [Id(1)] public string? TraceParent { get; init; }

    public bool Accepts(long revision) => Revisions is null || Revisions.Contains(revision);
}
