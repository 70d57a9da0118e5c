using Products.Grains.Interfaces.Catalog;
using Products.Grains.Products;
using Products.Grains.Storage;

namespace Products.Grains.Catalog;

/// <summary>Makes a page of the rows that a database found, in the query's order.</summary>
public static class ProductPages
{
    private static readonly GrainStateSerializer Serializer = new();

    /// <summary>How many rows to ask for: one more than the page holds tells that there is a next page.</summary>
    public static int RowsFor(ProductQuery query) => query.Limit + 1;

    /// <param name="query">What was asked for.</param>
    /// <param name="rows">Up to <see cref="RowsFor"/> of them.</param>
    /// <param name="shown">How many of them to show when there is a next page; at most, and by default, the query's limit.</param>
    public static ProductPage Of(ProductQuery query, IReadOnlyList<ProductRow> rows, int? shown = null)
    {
        var isLast = rows.Count <= query.Limit;
        var seen = isLast ? rows : [.. rows.Take(shown ?? query.Limit)];
        var products = seen.Select(row => Serializer.Deserialize<ProductState>(BinaryData.FromString(row.Payload)).ToProduct()).ToList();
        return new ProductPage(products, isLast ? null : new ProductCursor(query.Sort, seen[^1].SortKey, products[^1].Id));
    }
}

/// <summary>A row of the products table.</summary>
/// <remarks>Set by property: of a column without rows, SQLite does not know the type that a constructor would need.</remarks>
public sealed class ProductRow
{
    /// <summary>The stored state.</summary>
    public required string Payload { get; init; }

    /// <summary>What the list is sorted by, as text.</summary>
    public required string SortKey { get; init; }

    /// <summary>Whether no product can come to stand before it any more.</summary>
    public bool IsFinal { get; init; }
}
