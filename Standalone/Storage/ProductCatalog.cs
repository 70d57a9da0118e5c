using System.Globalization;
using System.Text;
using Dapper;
using Products.Grains.Catalog;
using Products.Grains.Catalog.Folding;
using Products.Grains.Interfaces.Catalog;

namespace Products.Standalone.Storage;

/// <summary>Keyset pages over the products table: a page starts after a sort key, never after a count.</summary>
internal sealed class ProductCatalog(Database database) : IProductCatalog
{
    public Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken) => database.ReadAsync(connection =>
    {
        var (sql, parameters) = Select(query);
        var rows = connection.Query<ProductRow>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)).AsList();
        return ProductPages.Of(query, rows);
    });

    internal static (string Sql, DynamicParameters Parameters) Select(ProductQuery query)
    {
        var (column, tieBreaker) = OrderOf(query.Sort);
        var parameters = new DynamicParameters();
        var sql = new StringBuilder($"SELECT payload, CAST({column} AS TEXT) AS SortKey FROM products WHERE deleted_at IS NULL");

        Filter("user_id = @userId", "userId", query.UserId?.ToString());
        Filter("product_price >= @minPrice", "minPrice", (double?)query.MinPrice);
        Filter("product_price <= @maxPrice", "maxPrice", (double?)query.MaxPrice);
        Filter("instr(search_name, @name) > 0", "name", query.ProductName is { } name ? FoldedText.Of(name) : null);
        Filter("image_status = @imageStatus", "imageStatus", query.ImageStatus?.ToString().ToLowerInvariant());

        if (query.After is { } after)
        {
            var comparison = query.Descending ? '<' : '>';
            Filter($"({column}, {tieBreaker}) {comparison} (@key, @keyId)", "key", KeyOf(after));
            parameters.Add("keyId", after.Id.ToString());
        }

        var direction = query.Descending ? "DESC" : "ASC";
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {column} {direction}, {tieBreaker} {direction} LIMIT {ProductPages.RowsFor(query)}");
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

    /// <summary>
    /// Creation goes by commit order: products that come in while a client pages are never put behind its back. Names that agree in
    /// 500 characters go by id, as in Postgres.
    /// </summary>
    private static (string Column, string TieBreaker) OrderOf(ProductSort sort) => sort switch
    {
        ProductSort.ProductPrice => ("product_price", "id"),
        ProductSort.ProductName => ("sort_name", "id"),
        _ => ("seq", "id"),
    };

    private static object KeyOf(ProductCursor cursor) => cursor.Sort switch
    {
        ProductSort.ProductPrice => double.Parse(cursor.Key, CultureInfo.InvariantCulture),
        ProductSort.ProductName => cursor.Key,
        _ => long.Parse(cursor.Key, CultureInfo.InvariantCulture),
    };
}
