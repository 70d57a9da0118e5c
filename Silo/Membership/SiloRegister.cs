using System.Data.Common;
using Dapper;
using Npgsql;
using Products.Silo.Storage;

namespace Products.Silo.Membership;

/// <summary>The table <c>silos</c>, in which a silo that is lost is marked before others take its grains over.</summary>
/// <remarks>Its connections are its own: one of the grains' pool would be waited for just when there is much to do.</remarks>
internal sealed class SiloRegister(NpgsqlConnectionStringBuilder settings) : IAsyncDisposable
{
    /// <summary>Lost silos are remembered that long; nobody waits for them any more.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { MaxPoolSize = 2, MinPoolSize = 0, CommandTimeout = 5 });

    public Task EnterAsync(string silo) => RunAsync(database => database.ExecuteAsync(
        """
        DELETE FROM silos WHERE replaced_at < now() - @Memory;
        INSERT INTO silos (address) VALUES (@silo) ON CONFLICT DO NOTHING
        """, new { silo, Memory }));

    /// <summary>For a silo that has left with nothing undone; nobody needs to wait for it.</summary>
    public Task LeaveAsync(string silo) => RunAsync(database => database.ExecuteAsync("DELETE FROM silos WHERE address = @silo AND replaced_at IS NULL", new { silo }));

    /// <returns>Whether the silo stands here, and is not marked as replaced.</returns>
    public Task<bool> HoldsAsync(string silo) => RunAsync(database => database.ExecuteScalarAsync<bool>(
        "SELECT EXISTS (SELECT FROM silos WHERE address = @silo AND replaced_at IS NULL)", new { silo }));

    /// <summary>All that have not left, with those that were replaced.</summary>
    public Task<IReadOnlyList<string>> ListAsync() => RunAsync<IReadOnlyList<string>>(async database =>
        [.. await database.QueryAsync<string>("SELECT address FROM silos")]);

    /// <summary>Marks silos as replaced.</summary>
    /// <returns>Whether any of them is, by this call or an earlier one; one that was not entered, or has left, is none.</returns>
    public Task<bool> ReplaceAsync(IReadOnlyCollection<string> silos) => RunAsync(async database =>
    {
        await database.ExecuteAsync(
            "UPDATE silos SET replaced_at = clock_timestamp() WHERE replaced_at IS NULL AND address = ANY(@silos)", new { silos = silos.ToArray() });
        return await database.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM silos WHERE address = ANY(@silos))", new { silos = silos.ToArray() });
    });

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <exception cref="IOException">The database failed.</exception>
    private async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> statements)
    {
        try
        {
            await using var connection = await _database.OpenConnectionAsync();
            return await statements(connection);
        }
        catch (DbException failure)
        {
            throw DatabaseFailure.Of(failure);
        }
    }
}
