using Npgsql;
using Products.Silo.Membership;

namespace Products.Cluster.Tests.Membership;

public sealed class SiloRegisterTests(SiloPostgres postgres) : IAsyncLifetime
{
    private const string One = "127.0.0.1:11111@1";
    private const string Two = "127.0.0.1:11112@1";

    private NpgsqlDataSource _database = null!;
    private SiloRegister _register = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _register = new SiloRegister(new NpgsqlConnectionStringBuilder(_database.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        await _register.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_silo_that_entered_holds_its_grains()
    {
        Assert.False(await _register.HoldsAsync(One));

        await _register.EnterAsync(One);
        Assert.True(await _register.HoldsAsync(One));
        Assert.False(await _register.HoldsAsync(Two));
        Assert.Equal([One], await _register.ListAsync());
    }

    [Fact]
    public async Task A_silo_that_was_replaced_holds_nothing_and_cannot_enter_again()
    {
        await _register.EnterAsync(One);
        await _register.EnterAsync(Two);
        Assert.True(await _register.ReplaceAsync([One]));
        Assert.False(await _register.HoldsAsync(One));

        await _register.EnterAsync(One);
        Assert.False(await _register.HoldsAsync(One));
        Assert.Equal([One, Two], (await _register.ListAsync()).Order());
    }

    [Fact]
    public async Task A_silo_that_has_left_is_replaced_by_nobody()
    {
        await _register.EnterAsync(One);
        await _register.LeaveAsync(One);

        Assert.False(await _register.HoldsAsync(One));
        Assert.False(await _register.ReplaceAsync([One]));
    }

    [Fact]
    public async Task A_silo_that_was_replaced_cannot_leave_so_that_the_others_still_wait_for_it()
    {
        await _register.EnterAsync(One);
        await _register.ReplaceAsync([One]);
        await _register.LeaveAsync(One);

        Assert.True(await _register.ReplaceAsync([One]));
    }

    [Fact]
    public async Task Who_replaces_nobody_waits_for_nobody()
    {
        await _register.EnterAsync(One);

        Assert.False(await _register.ReplaceAsync([Two]));
        Assert.False(await _register.ReplaceAsync([]));
        Assert.True(await _register.HoldsAsync(One));
    }

    /// <summary>The database's clock may have been set since it was marked.</summary>
    [Fact]
    public async Task A_silo_that_another_has_marked_however_long_ago_is_waited_for_as_well()
    {
        await _register.EnterAsync(One);
        await _register.ReplaceAsync([One]);
        await AgeAsync(TimeSpan.FromMinutes(50));

        Assert.True(await _register.ReplaceAsync([One]));
    }

    [Fact]
    public async Task A_silo_that_was_replaced_long_ago_is_forgotten_and_holds_nothing_for_that()
    {
        await _register.EnterAsync(One);
        await _register.ReplaceAsync([One]);
        await AgeAsync(TimeSpan.FromHours(1));
        await _register.EnterAsync(Two);

        await using var count = _database.CreateCommand("SELECT count(*) FROM silos");
        Assert.Equal(1L, await count.ExecuteScalarAsync());
        Assert.False(await _register.HoldsAsync(One));
    }

    [Fact]
    public async Task A_database_that_fails_is_told_as_such()
    {
        await using var nowhere = new SiloRegister(new NpgsqlConnectionStringBuilder("Host=127.0.0.1;Port=1;Username=nobody"));

        await Assert.ThrowsAsync<IOException>(() => nowhere.HoldsAsync(One));
    }

    /// <summary>Lets what was replaced have been replaced so much earlier.</summary>
    private async Task AgeAsync(TimeSpan age)
    {
        await using var command = _database.CreateCommand("UPDATE silos SET replaced_at = replaced_at - $1");
        command.Parameters.Add(new() { Value = age });
        await command.ExecuteNonQueryAsync();
    }
}
