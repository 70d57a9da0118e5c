using Dapper;
using Microsoft.Data.Sqlite;
using Products.Standalone.Storage;

namespace Products.Standalone.Tests;

/// <summary>Group commit: what is written together fails alone, and is true only once it is on the disk.</summary>
public sealed class WriterTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("products-writer-").FullName;
    private string _connectionString = "";
    private Writer _writer = null!;

    private string Log => Path.Combine(_folder, "x.db-wal");

    public ValueTask InitializeAsync()
    {
        _connectionString = $"Data Source={_folder}/x.db;Foreign Keys=True";
        using var connection = new SqliteConnection(_connectionString);
        connection.Execute("PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER PRIMARY KEY, text TEXT)");
        _writer = new Writer(_connectionString, largeLog: 1 << 20);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_statement_that_fails_among_others_fails_alone()
    {
        var writes = Enumerable.Range(0, 200).Select(n => InsertAsync(n % 100)).ToArray(); // the second hundred again
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(writes[..100], write => Assert.True(write.IsCompletedSuccessfully));
        Assert.All(writes[100..], write => Assert.IsType<SqliteException>(write.Exception!.InnerException));
        Assert.Equal(100, Count());
    }

    [Fact]
    public async Task When_the_transaction_is_rolled_back_all_of_it_fails_and_nothing_of_it_is_stored()
    {
        var (busy, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = _writer.RunAsync(async _ =>
        {
            busy.SetResult();
            await gate.Task;
            return 0;
        });
        await busy.Task; // what comes now is one group
        var before = InsertAsync(1);
        var breaking = _writer.RunAsync(connection => Task.FromResult(connection.Execute("ROLLBACK")));
        var after = InsertAsync(2);
        gate.SetResult();
        await first;

        await Assert.ThrowsAsync<IOException>(() => before);
        await Assert.ThrowsAsync<IOException>(() => breaking);
        await Assert.ThrowsAsync<IOException>(() => after);
        Assert.Equal(0, Count());

        await InsertAsync(3);
        Assert.Equal(1, Count());
    }

    [Fact]
    public async Task The_log_stays_small_under_steady_reads()
    {
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadOn(done.Token))).ToArray();
        for (var n = 0; n < 300; n++)
        {
            await InsertAsync(n, new string('x', 40_000));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(new FileInfo(Log).Length, 0, 6 << 20);
    }

    private Task<int> InsertAsync(int n, string text = "") => _writer.RunAsync(connection =>
        Task.FromResult(connection.Execute("INSERT INTO numbers VALUES (@n, @text)", new { n, text })));

    private void ReadOn(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            Count();
        }
    }

    private long Count()
    {
        using var connection = new SqliteConnection(_connectionString);
        return connection.ExecuteScalar<long>("SELECT count(*) FROM numbers");
    }
}
