using Dapper;
using Npgsql;
using Products.Grains.Catalog.Folding;

namespace Products.Silo.Storage;

/// <summary>Folds the names of all products again after the fold has changed.</summary>
/// <remarks>Names in ASCII are folded by every version alike. A product that is written meanwhile is left to its writer.</remarks>
internal static class NameFold
{
    private const string Select = """
        SELECT id, version, product_name AS ProductName, search_name AS SearchName, payload::text AS Payload FROM products
        WHERE id > @after AND octet_length(product_name) > char_length(product_name) ORDER BY id LIMIT 1000
        """;

    private const string Update = """
        UPDATE products SET payload = @json::json, search_name = @json::json ->> 'search_name'
        WHERE id = @Id AND version = @Version
        """;

    public static async Task UpgradeAsync(NpgsqlConnection connection)
    {
        if (await connection.ExecuteScalarAsync<int>("SELECT version FROM name_fold") >= FoldedText.Version)
        {
            return;
        }

        Guid? last = Guid.Empty;
        while (last is { } after)
        {
            last = await FoldAsync(connection, after);
        }

        await connection.ExecuteAsync("UPDATE name_fold SET version = @Version", new { FoldedText.Version });
    }

    /// <returns>The last product of the batch; null when there was none.</returns>
    private static async Task<Guid?> FoldAsync(NpgsqlConnection connection, Guid after)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = (await connection.QueryAsync<Row>(Select, new { after }, transaction)).AsList();
        var changes = rows.Where(row => row.SearchName != FoldedText.Of(row.ProductName))
            .Select(row => new { row.Id, row.Version, json = StoredName.FoldAgain(row.Payload) });
        await connection.ExecuteAsync(Update, changes, transaction);
        await transaction.CommitAsync();
        return rows.LastOrDefault()?.Id;
    }

    private sealed record Row(Guid Id, int Version, string ProductName, string SearchName, string Payload);
}
