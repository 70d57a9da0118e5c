namespace Products.Grains.Interfaces.Products;

/// <summary>Who asks for a change, under which condition it applies, and which request it belongs to.</summary>
[GenerateSerializer, Immutable, Alias("products.change-context")]
public sealed record ChangeContext
{
    /// <summary>No condition: the last write wins, whoever asks.</summary>
    public static ChangeContext Unconditional { get; } = new();

    /// <summary>The revisions that the caller accepts (If-Match); null accepts any.</summary>
    [Id(0)] public IReadOnlyList<long>? Revisions { get; init; }

    /// <summary>W3C trace context of the request, which image jobs carry on.</summary>
    [Id(1)] public string? TraceParent { get; init; }

    /// <summary>Who asks; only the owner may change a product. Null where nobody is asked who they are.</summary>
    [Id(2)] public Guid? UserId { get; init; }

    /// <summary>The revisions that the caller does not accept (If-None-Match).</summary>
    [Id(3)] public IReadOnlyList<long>? ExcludedRevisions { get; init; }

    /// <summary>Whether the caller accepts no product that exists (If-None-Match: *).</summary>
    [Id(4)] public bool ExcludesEveryRevision { get; init; }

    public bool Allows(Guid owner) => UserId is null || UserId == owner;

    public bool Accepts(long revision) => Revisions is null || Revisions.Contains(revision);

    public bool Excludes(long revision) => ExcludesEveryRevision || ExcludedRevisions?.Contains(revision) == true;
}
