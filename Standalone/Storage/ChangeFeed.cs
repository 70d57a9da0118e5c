using System.Text.Json;
using Dapper;
using Products.Grains.Changes;
using Products.Grains.Interfaces.Changes;

namespace Products.Standalone.Storage;

/// <summary>The change feed: the products table in the order of change numbers. There is one writer, so whatever is visible is final.</summary>
internal sealed class ChangeFeed(Database database) : IChangeFeed
{
    private const string Read = """
        SELECT change_seq AS ChangeSeq, true AS IsFinal,
          CASE WHEN @isAll OR id IN (SELECT value FROM json_each(@products)) OR user_id IN (SELECT value FROM json_each(@users)) THEN payload END AS Payload
        FROM products WHERE change_seq > @after ORDER BY change_seq LIMIT @rows
        """;

    public Task<long> PositionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => connection.ExecuteScalar<long>("SELECT coalesce(max(change_seq), 0) FROM products"));

    public Task<ChangePage> ReadAsync(ChangeQuery query, CancellationToken cancellationToken) => database.ReadAsync(connection =>
    {
        var page = new ChangePageBuilder(query);
        var parameters = new
        {
            after = query.After,
            rows = page.RowsToAskFor,
            isAll = query.Interest is null,
            products = ListOf(query.Interest?.Products),
            users = ListOf(query.Interest?.Users),
        };
        foreach (var row in connection.Query<ChangeRow>(Read, parameters, buffered: false))
        {
            if (!page.TryAdd(row))
            {
                break;
            }
        }

        return page.ToPage();
    });

    public Task<ProductEvent?> FindAsync(Guid product, CancellationToken cancellationToken) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<ChangeRow>(
            "SELECT change_seq AS ChangeSeq, payload AS Payload FROM products WHERE id = @id", new { id = product.ToString() })?.ToEvent());

    private static string ListOf(IReadOnlyList<Guid>? ids) => JsonSerializer.Serialize(ids ?? []);
}
