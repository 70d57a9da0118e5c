using Dapper;
using Products.Grains.Changes;
using Products.Grains.Interfaces.Changes;

namespace Products.Silo.Storage;

/// <summary>The change feed: the products table in the order of change numbers, up to the horizon of the asking statement.</summary>
/// <remarks>See docs/decisions/0014-change-numbers-from-transactions.md.</remarks>
internal sealed class ChangeFeed(Database database) : IChangeFeed
{
    /// <summary>One statement, and so one snapshot: a number and the state that it belongs to are read together.</summary>
    private const string Read = """
        SELECT change_seq AS ChangeSeq, change_seq < (SELECT change_horizon()) AS IsFinal,
          CASE WHEN @isAll OR id IN (SELECT unnest(@products)) OR user_id IN (SELECT unnest(@users)) THEN payload::text END AS Payload
        FROM (SELECT change_seq, id, user_id, payload FROM products WHERE change_seq > @after ORDER BY change_seq LIMIT @rows) AS page
        ORDER BY change_seq
        """;

    public Task<long> PositionAsync(CancellationToken cancellationToken) => database.RunAsync(connection =>
        connection.ExecuteScalarAsync<long>(new("SELECT change_horizon() - 1", cancellationToken: cancellationToken)), cancellationToken);

    public Task<ChangePage> ReadAsync(ChangeQuery query, CancellationToken cancellationToken) => database.RunAsync(async connection =>
    {
        var page = new ChangePageBuilder(query);
        var parameters = new
        {
            after = query.After,
            rows = page.RowsToAskFor,
            isAll = query.Interest is null,
            products = query.Interest?.Products.ToArray() ?? [],
            users = query.Interest?.Users.ToArray() ?? [],
        };
        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition(Read, parameters, cancellationToken: cancellationToken));
        var rowOf = rows.GetRowParser<ChangeRow>();
        while (await rows.ReadAsync(cancellationToken) && page.TryAdd(rowOf(rows)))
        {
        }

        return page.ToPage();
    }, cancellationToken);

    public async Task<ProductEvent?> FindAsync(Guid product, CancellationToken cancellationToken) =>
        (await database.RunAsync(connection => connection.QuerySingleOrDefaultAsync<ChangeRow>(
            new("SELECT change_seq AS ChangeSeq, payload::text AS Payload FROM products WHERE id = @product", new { product }, cancellationToken: cancellationToken)), cancellationToken))?.ToEvent();
}
