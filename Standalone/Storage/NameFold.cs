using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using Products.Grains.Catalog.Folding;

namespace Products.Standalone.Storage;

/// <summary>Folds the names of all products again after the fold has changed.</summary>
/// <remarks>Names in ASCII are folded by every version alike.</remarks>
internal static class NameFold
{
    private const string Select = """
        SELECT seq, product_name AS ProductName, search_name AS SearchName, payload
        FROM products WHERE seq > @after ORDER BY seq LIMIT 500
        """;

    public static void Upgrade(SqliteConnection connection)
    {
        if (connection.ExecuteScalar<int>("SELECT version FROM name_fold") >= FoldedText.Version)
        {
            return;
        }

        long? last = 0;
        while (last is { } after)
        {
            last = Fold(connection, after);
        }

        connection.Execute("UPDATE name_fold SET version = @Version", new { FoldedText.Version });
    }

    /// <returns>The last product of the page; null when there was none.</returns>
    private static long? Fold(SqliteConnection connection, long after)
    {
        using var transaction = connection.BeginTransaction();
        var rows = connection.Query<Row>(Select, new { after }, transaction).AsList();
        var changes = rows.Where(row => !Ascii.IsValid(row.ProductName) && row.SearchName != FoldedText.Of(row.ProductName))
            .Select(row => new { row.Seq, json = StoredName.FoldAgain(row.Payload) });
        connection.Execute("UPDATE products SET payload = @json WHERE seq = @Seq", changes, transaction);
        transaction.Commit();
        return rows.LastOrDefault()?.Seq;
    }

    private sealed record Row(long Seq, string ProductName, string SearchName, string Payload);
}
