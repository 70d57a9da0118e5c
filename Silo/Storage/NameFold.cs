using Dapper;
using Npgsql;
using Products.Grains.Catalog.Folding;

namespace Products.Silo.Storage;

/// <summary>Folds the names of all products again after the fold has changed.</summary>
/// <remarks>
/// It reads the table in pages, so that no statement takes long. Every version folds ASCII alike, and so only other names are looked
/// at. A product that is written meanwhile keeps what its writer stores. When it is interrupted, the next start begins again.
/// </remarks>
internal static class NameFold
{
    private const string Select = """
        SELECT id, version, product_name AS ProductName, search_name AS SearchName,
          CASE WHEN octet_length(product_name) > char_length(product_name) THEN payload::text END AS Payload
        FROM products WHERE id > @after ORDER BY id LIMIT 500
        """;

    private const string Update = """
        UPDATE products SET payload = folded.payload::json, search_name = folded.payload::json ->> 'search_name'
        FROM unnest(@ids, @versions, @payloads) AS folded (id, version, payload)
        WHERE products.id = folded.id AND products.version = folded.version
        """;

    public static async Task UpgradeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.ExecuteScalarAsync<int>("SELECT version FROM name_fold") >= FoldedText.Version)
        {
            return;
        }

        Guid? last = Guid.Empty;
        while (last is { } after)
        {
            cancellationToken.ThrowIfCancellationRequested();
            last = await FoldAsync(connection, after);
        }

        await connection.ExecuteAsync("UPDATE name_fold SET version = @Version", new { FoldedText.Version });
    }

    /// <returns>The last product of the page; null when there was none.</returns>
    private static async Task<Guid?> FoldAsync(NpgsqlConnection connection, Guid after)
    {
        var rows = (await connection.QueryAsync<Row>(Select, new { after })).AsList();
        var changed = rows.Where(row => row.Payload is not null && row.SearchName != FoldedText.Of(row.ProductName)).ToList();
        await connection.ExecuteAsync(Update, new
        {
            ids = changed.ConvertAll(row => row.Id),
            versions = changed.ConvertAll(row => row.Version),
            payloads = changed.ConvertAll(row => StoredName.FoldAgain(row.Payload!)),
        });
        return rows.LastOrDefault()?.Id;
    }

    private sealed record Row(Guid Id, int Version, string ProductName, string SearchName, string? Payload);
}
