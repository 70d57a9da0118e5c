using Npgsql;
using NpgsqlTypes;

namespace Products.Silo.Storage;

/// <summary>The one statement that stores a group of products.</summary>
internal static class WriteStatement
{
    /// <summary>Who marks the silo as replaced waits until this is committed; after that nothing is written, and there is no answer.</summary>
    /// <remarks>See docs/decisions/0022-authority.md.</remarks>
    private const string Sql = "SELECT write_products($1, $2, $3) WHERE EXISTS (SELECT FROM silos WHERE address = $4 AND replaced_at IS NULL FOR SHARE)";

    /// <param name="source">The pool, which keeps the statement prepared.</param>
    /// <param name="silo">Whose writes they are.</param>
    /// <param name="group">By ascending id, each once, 1,023 at most.</param>
    /// <param name="limit">How long it may take, but for opening a connection; whole seconds are used, rounded up, at least one.</param>
    /// <returns>The ids of those that were written, once that is committed; null when the silo is replaced, and nothing was.</returns>
    public static async Task<Guid[]?> RunAsync(NpgsqlDataSource source, string silo, IReadOnlyList<PendingWrite> group, TimeSpan limit)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            CommandTimeout = Math.Max(1, (int)Math.Ceiling(limit.TotalSeconds)), // 0 would be no limit
            Parameters =
            {
                Of(group, write => write.Id),
                Of(group, write => write.Version),
                Of(group, write => write.Json, NpgsqlDbType.Json),
                new NpgsqlParameter<string> { TypedValue = silo },
            },
        };
        return (Guid[]?)await command.ExecuteScalarAsync();
    }

    private static NpgsqlParameter<T[]> Of<T>(IReadOnlyList<PendingWrite> group, Func<PendingWrite, T> value) =>
        new() { TypedValue = ValuesOf(group, value) };

    private static NpgsqlParameter<T[]> Of<T>(IReadOnlyList<PendingWrite> group, Func<PendingWrite, T> value, NpgsqlDbType element) =>
        new() { TypedValue = ValuesOf(group, value), NpgsqlDbType = NpgsqlDbType.Array | element };

    private static T[] ValuesOf<T>(IReadOnlyList<PendingWrite> group, Func<PendingWrite, T> value)
    {
        var values = new T[group.Count];
        for (var place = 0; place < values.Length; place++)
        {
            values[place] = value(group[place]);
        }

        return values;
    }
}
