using Dapper;
using Npgsql;
using Products.Servers.Processes;
using Products.Silo.Cache;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>The row over which silos agree on the cache.</summary>
public sealed class EpochTableTests(PostgresAdapter adapter) : IClassFixture<PostgresAdapter>, IAsyncLifetime
{
    private readonly EpochTable _table = new(new NpgsqlConnectionStringBuilder(adapter.ConnectionString));

    public async ValueTask InitializeAsync()
    {
        await using var connection = adapter.Open();
        await connection.ExecuteAsync("UPDATE cache_epoch SET epoch = 1, suspended_until = '2000-01-01', server = ''");
    }

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    [Fact]
    public async Task The_first_server_is_used_at_once()
    {
        var row = await _table.SuspendAsync("one", 0, default);
        Assert.Equal((2, "one", false), (row.Epoch, row.Server, row.SuspendedFor > TimeSpan.Zero));
        Assert.Equal(row with { SuspendedFor = default }, await _table.ReadAsync(default) with { SuspendedFor = default });
    }

    [Fact]
    public async Task Silos_that_begin_at_the_same_time_with_one_server_use_it_at_once()
    {
        await _table.SuspendAsync("one", 0, default);
        var row = await _table.SuspendAsync("one", 0, default);
        Assert.Equal((2, "one", false), (row.Epoch, row.Server, row.SuspendedFor > TimeSpan.Zero));
    }

    [Fact]
    public async Task Another_server_is_used_when_nobody_uses_the_one_before()
    {
        await _table.SuspendAsync("one", 0, default);
        var row = await _table.SuspendAsync("two", 0, default);
        Assert.Equal((3, "two"), (row.Epoch, row.Server));
        Assert.InRange(row.SuspendedFor.TotalSeconds, 9, 10);
    }

    [Fact]
    public async Task A_suspension_keeps_the_server_and_goes_on_in_the_same_epoch()
    {
        await _table.SuspendAsync("one", 0, default);
        Assert.Equal((3, "one"), Of(await _table.SuspendAsync(null, 0, default)));
        Assert.Equal((3, "one"), Of(await _table.SuspendAsync(null, 0, default)));
        Assert.Equal((3, "two"), Of(await _table.SuspendAsync("two", 0, default)));
        Assert.True((await _table.ReadAsync(default)).SuspendedFor > TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task A_suspension_that_is_nearly_over_is_not_renewed_but_begun_anew()
    {
        await _table.SuspendAsync("one", 0, default);
        await _table.SuspendAsync(null, 0, default);
        await using var connection = adapter.Open();
        await connection.ExecuteAsync("UPDATE cache_epoch SET suspended_until = clock_timestamp() + interval '3 seconds'");

        Assert.Equal((4, "one"), Of(await _table.SuspendAsync(null, 0, default)));
    }

    [Fact]
    public async Task An_epoch_that_was_lost_is_overtaken() => Assert.Equal(100, (await _table.SuspendAsync(null, 100, default)).Epoch);

    [Fact]
    public async Task A_database_that_fails_is_an_exception_that_every_process_knows()
    {
        await using var away = new EpochTable(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = FreePort.Next(), Username = "nobody" });
        await Assert.ThrowsAsync<IOException>(() => away.ReadAsync(default));
        await Assert.ThrowsAsync<IOException>(() => away.SuspendAsync("one", 0, new CancellationToken(canceled: true)));
    }

    private static (long Epoch, string Server) Of(EpochRow row) => (row.Epoch, row.Server);
}
