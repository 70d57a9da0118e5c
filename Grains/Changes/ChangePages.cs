using Products.Grains.Interfaces.Changes;
using Products.Grains.Products;
using Products.Grains.Storage;

namespace Products.Grains.Changes;

/// <summary>Makes a page of the rows that a database found, in the order of their numbers.</summary>
public static class ChangePages
{
    /// <summary>Characters of JSON in a page; a grain call cannot carry much more than a hundred million bytes.</summary>
    private const int LargestPage = 4_000_000;

    private static readonly GrainStateSerializer Serializer = new();

    /// <summary>How many rows to ask for: one more than the page looks at tells that there is more.</summary>
    public static int RowsFor(ChangeQuery query) => query.Limit + 1;

    /// <param name="query">What was asked for.</param>
    /// <param name="rows">Up to <see cref="RowsFor"/> of them.</param>
    public static ChangePage Of(ChangeQuery query, IReadOnlyList<ChangeRow> rows)
    {
        var size = 0;
        var final = rows.TakeWhile((row, place) => row.IsFinal && ((size += row.Payload?.Length ?? 0) <= LargestPage || place == 0)).Take(query.Limit).ToList();
        return new ChangePage([.. final.Select(EventOf).OfType<ProductEvent>()], final.LastOrDefault()?.ChangeSeq ?? query.After, rows.Count > final.Count);
    }

    /// <returns>Null when there is no row, or nobody wants it.</returns>
    public static ProductEvent? EventOf(ChangeRow? row) => row is { Payload: { } payload }
        ? Serializer.Deserialize<ProductState>(BinaryData.FromString(payload)).ToEvent(row.ChangeSeq)
        : null;
}

/// <summary>A row of the products table.</summary>
/// <remarks>Set by property: of a column without rows, SQLite does not know the type that a constructor would need.</remarks>
public sealed class ChangeRow
{
    public required long ChangeSeq { get; init; }

    /// <summary>The stored state; null when the change is not wanted.</summary>
    public string? Payload { get; init; }

    /// <summary>Whether no change can come to stand before it any more.</summary>
    public bool IsFinal { get; init; }
}
