using System.Diagnostics;
using Dapper;
using Npgsql;
using Products.Grains.Interfaces.Catalog;
using Products.Grains.Interfaces.Changes;
using Products.Silo.Storage;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>Who reads upwards by change number never passes what a slower commit puts there later.</summary>
public sealed class ChangeNumberTests(OwnPostgresAdapter adapter) : IClassFixture<OwnPostgresAdapter>
{
    [Fact]
    public async Task A_page_ends_before_what_a_slower_commit_may_come_before()
    {
        var user = await adapter.CreateUserAsync();
        var first = (await adapter.CreateAsync(States.New(user))).Id;
        var slow = States.New(user);
        await using var held = await HeldWrite.StartAsync(adapter, slow);
        var later = await CreateAsync(user, 3);

        var page = await ListAsync(user, 2);
        Assert.Equal([first], page.Items.Select(product => product.Id));

        var next = ListAsync(user, 2, page.Next);
        await held.CommitAsync();
        Assert.Equal([slow.Id, later[0]], (await next).Items.Select(product => product.Id));
        Assert.Equal(later[1..], (await ListAsync(user, 2, (await next).Next)).Items.Select(product => product.Id));
    }

    [Fact]
    public async Task A_transaction_that_stays_open_holds_a_page_up_for_a_second_and_no_longer()
    {
        var user = await adapter.CreateUserAsync();
        await using var held = await HeldWrite.StartAsync(adapter, States.New(user));
        var later = await CreateAsync(user, 3);
        var started = Stopwatch.GetTimestamp();

        var page = await ListAsync(user, 2);

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 10);
        Assert.Equal(later[..2], page.Items.Select(product => product.Id));
    }

    [Fact]
    public async Task The_last_page_and_those_downwards_show_all_that_is_committed_at_once()
    {
        var user = await adapter.CreateUserAsync();
        await using var held = await HeldWrite.StartAsync(adapter, States.New(user));
        var later = await CreateAsync(user, 3);

        Assert.Equal(later, (await ListAsync(user, 3)).Items.Select(product => product.Id));
        var downwards = await adapter.Catalog.ListAsync(new ProductQuery { UserId = user, Limit = 2 }, default);
        Assert.Equal([later[2], later[1]], downwards.Items.Select(product => product.Id));
    }

    [Fact]
    public async Task The_feed_stops_before_what_a_slower_commit_may_come_before_and_skips_nothing()
    {
        var user = await adapter.CreateUserAsync();
        var start = await adapter.Changes.PositionAsync(default);
        var slow = States.New(user);
        await using var held = await HeldWrite.StartAsync(adapter, slow);
        var later = await CreateAsync(user, 3);

        var page = await ReadFeedAsync(start);
        Assert.Empty(page.Items);
        Assert.Equal((start, true), (page.Next, page.More));
        Assert.True(await adapter.Changes.PositionAsync(default) < await adapter.NumberAsync("change_seq", later[0]));

        await held.CommitAsync();
        Assert.Equal([slow.Id, .. later], (await ReadFeedAsync(page.Next)).Items.Select(change => change.ProductId));
    }

    [Fact]
    public Task What_is_below_the_horizon_is_complete_while_sixteen_write() => AssertHorizonAsync(WriteSlowlyAsync);

    [Fact]
    public Task What_is_below_the_horizon_is_complete_while_groups_are_written() => AssertHorizonAsync(WriteInGroupsAsync);

    [Fact]
    public async Task Numbers_do_not_step_back_after_a_dump_was_restored_into_a_younger_cluster()
    {
        var user = await adapter.CreateUserAsync();
        var old = await adapter.CreateAsync(States.New(user));
        await adapter.ExecuteAsync($"UPDATE products SET created_seq = created_seq + (1000000::bigint << 10), change_seq = change_seq + (1000000::bigint << 10) WHERE id = '{old.Id}'");

        await UpgradeAsync();

        var created = await adapter.CreateAsync(States.New(user));
        Assert.True(await adapter.NumberAsync("created_seq", old.Id) < await adapter.NumberAsync("created_seq", created.Id));
        Assert.Equal([old.Id, created.Id], (await ListAsync(user, 5)).Items.Select(product => product.Id));
        Assert.Equal([old.Id], (await ListAsync(user, 1)).Items.Select(product => product.Id));
    }

    [Fact]
    public async Task A_start_in_the_normal_case_leaves_the_numbers_as_they_are()
    {
        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        await UpgradeAsync();
        var before = await connection.ExecuteScalarAsync<long>("SELECT base FROM change_base");
        await CreateAsync(await adapter.CreateUserAsync(), 3);

        await UpgradeAsync();

        Assert.Equal(before, await connection.ExecuteScalarAsync<long>("SELECT base FROM change_base"));
    }

    private async Task AssertHorizonAsync(Func<Guid, CancellationToken, Task<int>> writeAsync)
    {
        const string Read = "SELECT change_horizon() AS horizon, array(SELECT change_seq FROM products WHERE change_seq < change_horizon()) AS numbers";
        var user = await adapter.CreateUserAsync();
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var writing = Enumerable.Range(0, 16).Select(_ => writeAsync(user, done.Token)).ToArray();
        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        var (horizon, seen) = (0L, new HashSet<long>());
        while (!done.IsCancellationRequested)
        {
            var read = (IDictionary<string, object>)await connection.QuerySingleAsync(Read);
            Assert.True((long)read["horizon"] >= horizon);
            Assert.DoesNotContain((long[])read["numbers"], number => number < horizon && !seen.Contains(number));
            (horizon, seen) = ((long)read["horizon"], [.. (long[])read["numbers"]]);
        }

        Assert.True((await Task.WhenAll(writing)).Sum() > 16);
        Assert.NotEmpty(seen);
    }

    private Task UpgradeAsync() => Schema.UpgradeAsync(new NpgsqlConnectionStringBuilder(adapter.ConnectionString), TimeSpan.FromSeconds(30), default);

    private async Task<Guid[]> CreateAsync(Guid user, int count)
    {
        var created = new Guid[count];
        for (var number = 0; number < count; number++)
        {
            created[number] = (await adapter.CreateAsync(States.New(user))).Id;
        }

        return created;
    }

    private async Task<int> WriteSlowlyAsync(Guid user, CancellationToken done)
    {
        var count = 0;
        for (; !done.IsCancellationRequested; count++)
        {
            await using var held = await HeldWrite.StartAsync(adapter, States.New(user));
            await Task.Delay(Random.Shared.Next(5), CancellationToken.None);
            await held.CommitAsync();
        }

        return count;
    }

    private async Task<int> WriteInGroupsAsync(Guid user, CancellationToken done)
    {
        var count = 0;
        for (; !done.IsCancellationRequested; count++)
        {
            await adapter.CreateAsync(States.New(user));
        }

        return count;
    }

    private Task<ChangePage> ReadFeedAsync(long after) => adapter.Changes.ReadAsync(new ChangeQuery { After = after, Limit = 100 }, default);

    private Task<ProductPage> ListAsync(Guid user, int limit, ProductCursor? after = null) =>
        adapter.Catalog.ListAsync(new ProductQuery { UserId = user, Descending = false, Limit = limit, After = after }, default);
}
