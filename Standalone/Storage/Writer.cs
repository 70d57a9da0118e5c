using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

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
    private readonly Task _loop;

    public Writer(string connectionString)
    {
        ConnectionString = connectionString;
        _connection = new KeptConnection(connectionString);
        _connection.Open();
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
