using System.Globalization;
using System.Text;
using Dapper;
using Products.Grains.Catalog;
using Products.Grains.Interfaces.Catalog;
using Products.Grains.Products;
using Products.Grains.Storage;

namespace Products.Standalone.Storage;

/// <summary>Keyset pages over the products table: a page starts after a sort key, never after a count.</summary>
internal sealed class ProductCatalog(Database database) : IProductCatalog
{
    private static readonly GrainStateSerializer Serializer = new();

    public Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken) => database.ReadAsync(connection =>
    {
        var (sql, parameters) = Select(query);
        var rows = connection.Query<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)).AsList();
        return Page(query, rows);
    });

    private static (string Sql, DynamicParameters Parameters) Select(ProductQuery query)
    {
        var (column, tieBreaker) = OrderOf(query.Sort);
        var parameters = new DynamicParameters();
        var sql = new StringBuilder($"SELECT payload, CAST({column} AS TEXT) AS SortKey FROM products WHERE deleted_at IS NULL");

        Filter("user_id = @userId", "userId", query.UserId?.ToString());
        Filter("product_price >= @minPrice", "minPrice", (double?)query.MinPrice);
        Filter("product_price <= @maxPrice", "maxPrice", (double?)query.MaxPrice);
        Filter("instr(search_name, @name) > 0", "name", query.ProductName?.ToLowerInvariant());
        Filter("image_status = @imageStatus", "imageStatus", query.ImageStatus?.ToString().ToLowerInvariant());

        if (query.After is { } after)
        {
            var comparison = query.Descending ? '<' : '>';
            Filter($"({column}, {tieBreaker}) {comparison} (@key, @keyId)", "key", KeyOf(after));
            parameters.Add("keyId", after.Id.ToString());
        }

        var direction = query.Descending ? "DESC" : "ASC";
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {column} {direction}, {tieBreaker} {direction} LIMIT {query.Limit + 1}");
        return (sql.ToString(), parameters);

        void Filter(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                parameters.Add(name, value);
            }
        }
    }

    /// <summary>One row more than the page holds tells that there is a next page.</summary>
    private static ProductPage Page(ProductQuery query, List<Row> rows)
    {
        var products = rows.Take(query.Limit)
            .Select(row => Serializer.Deserialize<ProductState>(BinaryData.FromString(row.Payload)).ToProduct())
            .ToList();

        var next = rows.Count > query.Limit
            ? new ProductCursor(query.Sort, rows[query.Limit - 1].SortKey, products[^1].Id)
            : null;
        return new ProductPage(products, next);
    }

    /// <summary>Creation goes by commit order: products that come in while a client pages are never put behind its back.</summary>
    private static (string Column, string TieBreaker) OrderOf(ProductSort sort) => sort switch
    {
        ProductSort.ProductPrice => ("product_price", "id"),
        ProductSort.ProductName => ("search_name", "id"),
        _ => ("seq", "id"),
    };

    private static object KeyOf(ProductCursor cursor) => cursor.Sort switch
    {
        ProductSort.ProductPrice => double.Parse(cursor.Key, CultureInfo.InvariantCulture),
        ProductSort.ProductName => cursor.Key,
        _ => long.Parse(cursor.Key, CultureInfo.InvariantCulture),
    };

    /// <summary>Set by property: of a column without rows, SQLite does not know the type that a constructor would need.</summary>
    private sealed class Row
    {
        public required string Payload { get; init; }

        public required string SortKey { get; init; }
    }
}
