using Dapper;
using Products.Grains.Interfaces.Catalog;
using Products.Standalone.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Sqlite;

public sealed class PlanTests(SqliteAdapter adapter) : IClassFixture<SqliteAdapter>
{
    [Theory]
    [InlineData(ProductSort.ProductPrice, "1", "products_by_price")]
    [InlineData(ProductSort.ProductName, "a", "products_by_name")]
    public async Task A_page_starts_at_its_cursor(ProductSort sort, string key, string index)
    {
        var (sql, parameters) = ProductCatalog.Select(new ProductQuery { Sort = sort, After = new(sort, key, Guid.Empty) });

        await using var connection = adapter.Open();
        var step = (IDictionary<string, object>)(await connection.QueryAsync("EXPLAIN QUERY PLAN " + sql, parameters)).Single();

        Assert.StartsWith($"SEARCH products USING INDEX {index} ", (string)step["detail"], StringComparison.Ordinal);
    }
}
