using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Products.Standalone.Storage;

/// <summary>The one writer of the database, with group commit.</summary>
/// <remarks>
/// SQLite has one writer at a time, and its ADO.NET driver sleeps 150 ms whenever it meets another; so all writes queue
/// here. Those that arrive while a commit is under way share the next one, and each still has its own outcome: a
/// statement that fails undoes itself alone. There is no timer, so a lone write waits for nothing. Nobody hears of
/// success before the commit is on the disk.
/// </remarks>
internal sealed class Writer : DbDataSource
{
    private const int LargestGroup = 256;

    private readonly KeptConnection _connection;
    private readonly Channel<PendingWrite> _queue = Channel.CreateUnbounded<PendingWrite>(new UnboundedChannelOptions { SingleReader = true });
    private readonly FileInfo _log;
    private readonly long _largeLog;
    private long _emptyAt;
    private readonly Task _loop;

    /// <param name="connectionString">Of the database.</param>
    /// <param name="largeLog">The bytes of write-ahead log at which it is emptied; 64 MiB by default.</param>
    public Writer(string connectionString, long largeLog = 64 << 20)
    {
        _largeLog = _emptyAt = largeLog;
        ConnectionString = connectionString;
        _connection = new KeptConnection(connectionString);
        _connection.Open();
        _connection.Execute("PRAGMA busy_timeout = 1000");
        _log = new FileInfo(_connection.DataSource + "-wal");
        _loop = Task.Run(LoopAsync);
    }

    public override string ConnectionString { get; }

    /// <summary>Runs <paramref name="work"/>, of one statement, in the next transaction.</summary>
    /// <returns>Its result, once that transaction is committed.</returns>
    public Task<T> RunAsync<T>(Func<SqliteConnection, Task<T>> work)
    {
        var write = new PendingWrite<T>(work);
        return _queue.Writer.TryWrite(write) ? write.Outcome : throw new ObjectDisposedException(nameof(Writer));
    }

    /// <summary>For Orleans' storage, which asks for a connection for each of its writes.</summary>
    protected override DbConnection CreateDbConnection() => _connection;

    protected override async ValueTask DisposeAsyncCore()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _connection.CloseForGood();
        await base.DisposeAsyncCore();
    }

    private async Task LoopAsync()
    {
        var group = new List<PendingWrite>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            await CommitAsync(group);
            group.Clear();
            EmptyLargeLog();
        }
    }

    private async Task CommitAsync(List<PendingWrite> group)
    {
        Exception? failure = null;
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in group)
            {
                await write.RunAsync(_connection);
                EnsureInTransaction();
            }

            _connection.Execute("COMMIT");
        }
        catch (Exception failed)
        {
            failure = failed;
            RollBack();
        }

        group.ForEach(write => write.End(failure));
    }

    /// <summary>On a full disk SQLite rolls the whole transaction back by itself; what followed would be committed one by one.</summary>
    private void EnsureInTransaction()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) != 0)
        {
            throw new IOException("The database has rolled the transaction back.");
        }
    }

    /// <summary>
    /// SQLite empties the log by itself only when nobody reads, so under steady reads it would grow without end; this waits
    /// for the readers of the moment, a second at most. Where that fails, it is tried again when the log has grown as much again.
    /// </summary>
    private void EmptyLargeLog()
    {
        _log.Refresh();
        if (!_log.Exists || _log.Length < _emptyAt)
        {
            return;
        }

        try
        {
            _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException)
        {
            // The disk is full, say: the log still holds what was committed, and the next commit tells its callers.
        }

        _log.Refresh();
        _emptyAt = (_log.Exists ? _log.Length : 0) + _largeLog;
    }

    private void RollBack()
    {
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }
}
