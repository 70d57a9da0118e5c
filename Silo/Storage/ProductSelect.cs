using System.Globalization;
using System.Text;
using Dapper;
using Products.Grains.Catalog;
using Products.Grains.Catalog.Folding;
using Products.Grains.Interfaces.Catalog;

namespace Products.Silo.Storage;

/// <summary>A query for products as SQL.</summary>
/// <param name="Sql">One statement.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="IsFiltered">Whether it has a filter whose value decides how to find the rows.</param>
internal sealed record ProductSelect(string Sql, DynamicParameters Parameters, bool IsFiltered)
{
    public static ProductSelect Of(ProductQuery query)
    {
        var column = ColumnOf(query.Sort);
        var parameters = new DynamicParameters();
        var sql = new StringBuilder($"""
            SELECT payload::text AS Payload, {column}::text AS SortKey, created_seq < (SELECT change_horizon()) AS IsFinal
            FROM products WHERE deleted_at IS NULL
            """);

        Filter("user_id = @userId", "userId", query.UserId);
        Filter("product_price >= @minPrice", "minPrice", query.MinPrice);
        Filter("product_price <= @maxPrice", "maxPrice", query.MaxPrice);
        Filter("search_name LIKE @name", "name", query.ProductName is { } name ? Anywhere(FoldedText.Of(name)) : null);
        Filter("image_status = @imageStatus", "imageStatus", query.ImageStatus?.ToString().ToLowerInvariant());

        if (query.After is { } after)
        {
            Filter($"({column}, id) {(query.Descending ? '<' : '>')} (@key, @keyId)", "key", KeyOf(after));
            parameters.Add("keyId", after.Id);
        }

        var direction = query.Descending ? "DESC" : "ASC";
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {column} {direction}, id {direction} LIMIT {ProductPages.RowsFor(query)}");
        return new(sql.ToString(), parameters, query is not { MinPrice: null, MaxPrice: null, ProductName: null, ImageStatus: null });

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
    /// Creation goes by change number, so that nothing is put behind the back of a client that pages. Names that agree in 500
    /// characters, as many as an index holds, go by id.
    /// </summary>
    private static string ColumnOf(ProductSort sort) => sort switch
    {
        ProductSort.ProductPrice => "product_price",
        ProductSort.ProductName => "left(search_name, 500)",
        _ => "created_seq",
    };

    private static object KeyOf(ProductCursor cursor) => cursor.Sort switch
    {
        ProductSort.ProductPrice => decimal.Parse(cursor.Key, CultureInfo.InvariantCulture),
        ProductSort.ProductName => WithoutNul(cursor.Key),
        _ => long.Parse(cursor.Key, CultureInfo.InvariantCulture),
    };

    private static string Anywhere(string text) =>
        '%' + WithoutNul(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal) + '%';

    /// <summary>Postgres refuses a NUL in text, which only a forged cursor has.</summary>
    private static string WithoutNul(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
