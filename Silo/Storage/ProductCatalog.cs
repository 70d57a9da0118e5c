using System.Diagnostics;
using Dapper;
using Npgsql;
using Products.Grains.Catalog;
using Products.Grains.Interfaces.Catalog;

namespace Products.Silo.Storage;

/// <summary>Keyset pages over the products table: a page starts after a sort key, never after a count.</summary>
/// <remarks>
/// Upwards by creation, a page ends before the first product that a slower commit may still come before, or a reader who goes
/// on from there would never see that one. See docs/decisions/0014-change-numbers-from-transactions.md.
/// </remarks>
internal sealed class ProductCatalog(Database database) : IProductCatalog
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken)
    {
        var select = ProductSelect.Of(query);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var rows = await database.RunAsync(connection => ReadAsync(connection, select, cancellationToken), cancellationToken);
            var final = query is { Sort: ProductSort.CreatedAt, Descending: false } ? rows.TakeWhile(row => row.IsFinal).Count() : query.Limit;
            if (final > 0 || rows.Count <= query.Limit || Stopwatch.GetElapsedTime(started) > LongestWait)
            {
                return ProductPages.Of(query, rows, final is 0 ? query.Limit : Math.Min(final, query.Limit));
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>
    /// The right plan of a filter depends on its value, so it is made for the value: the setting holds until the two
    /// statements, which go out together, have ended.
    /// </summary>
    private static async Task<List<ProductRow>> ReadAsync(NpgsqlConnection connection, ProductSelect select, CancellationToken cancellationToken)
    {
        const string PlanForValues = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true); ";
        if (!select.IsFiltered)
        {
            return (await connection.QueryAsync<ProductRow>(Command(select.Sql))).AsList();
        }

        await using var results = await connection.QueryMultipleAsync(Command(PlanForValues + select.Sql));
        await results.ReadAsync<string>();
        return (await results.ReadAsync<ProductRow>()).AsList();

        CommandDefinition Command(string sql) => new(sql, select.Parameters, cancellationToken: cancellationToken);
    }
}
