using Microsoft.Data.Sqlite;

namespace Products.Standalone.Storage;

/// <summary>The SQLite database of one host: many readers, one writer.</summary>
/// <remarks>Commits are synced to disk (<c>synchronous=FULL</c>, SQLite's default).</remarks>
internal sealed class Database : IAsyncDisposable
{
    public Database(string path)
    {
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = 10, // seconds; well under the 30 seconds that a grain call may take
        }.ToString();
        Schema.Upgrade(ConnectionString);
        Writer = new Writer(ConnectionString);
    }

    public string ConnectionString { get; }

    public Writer Writer { get; }

    /// <summary>Runs one statement in the writer's next transaction; returns when that is committed.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, T> statement) => Writer.RunAsync(connection => Task.FromResult(statement(connection)));

    /// <summary>Runs queries on a connection, off the caller's scheduler: SQLite answers on the calling thread.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> queries) => Task.Run(() =>
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return queries(connection);
    });

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
