using Microsoft.Data.Sqlite;

namespace Products.Standalone.Storage;

/// <summary>The SQLite database of one host: many readers, one writer.</summary>
/// <remarks>
/// SQLite has one writer at a time, and its ADO.NET driver sleeps 150 ms whenever it meets another. So writers queue
/// here, in order and without holding a thread. Commits are synced to disk (<c>synchronous=FULL</c>, SQLite's default).
/// </remarks>
public sealed class Database : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    public Database(string path) => ConnectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 10, // seconds; well under the 30 seconds that a grain call may take
    }.ToString();

    public string ConnectionString { get; }

    /// <summary>Runs <paramref name="work"/> while nobody else writes.</summary>
    public async Task<T> WriteAsync<T>(Func<Task<T>> work)
    {
        await _writer.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Runs commands on a connection while nobody else writes.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> commands) => WriteAsync(() => ReadAsync(commands));

    /// <summary>Runs queries on a connection, off the caller's scheduler: SQLite answers on the calling thread.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> queries) => Task.Run(() =>
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return queries(connection);
    });

    public void Dispose()
    {
        _writer.Dispose();
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
