using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;
using Products.Grains.Interfaces;
using Products.Grains.Products;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>Products that one statement stores together: each write has an outcome of its own.</summary>
public sealed class GroupCommitTests(PostgresAdapter adapter) : IClassFixture<PostgresAdapter>
{
    private const string Picture = "https://example.com/a";

    [Fact]
    public async Task A_lone_write_is_a_statement_of_its_own()
    {
        var user = await adapter.CreateUserAsync();
        using var sizes = new GroupSizes(adapter);

        var product = await adapter.CreateAsync(States.New(user));
        await product.WriteAsync(state => state.Rename("Changed"));

        Assert.Equal([1, 1], sizes.Seen);
    }

    [Fact]
    public async Task Each_of_two_hundred_writes_at_once_has_its_own_outcome()
    {
        var user = await adapter.CreateUserAsync();
        var current = await CreateAsync(50, () => States.New(user, "Lamp", 1, Picture));
        var stale = await CreateAsync(50, () => States.New(user, "Lamp", 1, Picture));
        await Task.WhenAll(stale.Select(async product => await (await product.AgainAsync()).WriteAsync(state => state.Rename("Overtaken"))));
        var created = Repeat(50, () => States.New(user, "New", 1, Picture));
        var unknown = Repeat(50, () => States.New(Guid.NewGuid()));
        using var sizes = new GroupSizes(adapter);

        var outcomes = Repeat(50, number => new[]
        {
            OutcomeAsync(current[number].WriteAsync(state => state.Record(0, States.Success))),
            OutcomeAsync(stale[number].WriteAsync(state => state.Remove(0))),
            OutcomeAsync(adapter.CreateAsync(created[number])),
            OutcomeAsync(adapter.CreateAsync(unknown[number])),
        });

        foreach (var (number, kinds) in outcomes.Index())
        {
            Assert.Null(await kinds[0]);
            Assert.IsType<InconsistentStateException>(await kinds[1]);
            Assert.Null(await kinds[2]);
            Assert.IsType<IOException>(await kinds[3]);
            Assert.Equal(("2", "ready"), await VersionAndStatusAsync(current[number].Id));
            Assert.Empty(await adapter.JobsAsync(current[number].Id));
            Assert.Equal("Overtaken", (await stale[number].AgainAsync()).State.ProductName);
            Assert.Equal(("1", "pending"), await VersionAndStatusAsync(created[number].Id));
            Assert.Equal(created[number].Images.Select(States.JobLine), await adapter.JobsAsync(created[number].Id));
            Assert.Null(await adapter.RowAsync(unknown[number].Id));
        }

        Assert.True(sizes.Seen.Max() > 1);
    }

    [Fact]
    public async Task An_activation_that_wrote_in_a_group_goes_on_with_the_next_version()
    {
        var user = await adapter.CreateUserAsync();
        var products = await CreateAsync(30, () => States.New(user));
        for (var turn = 0; turn < 3; turn++)
        {
            await Task.WhenAll(products.Select(product => product.WriteAsync(state => state.Rename($"Turn {turn}"))));
        }

        foreach (var product in products)
        {
            Assert.True(product.Exists);
            Assert.Equal(("4", "none"), await VersionAndStatusAsync(product.Id));
        }
    }

    [Fact]
    public async Task Writes_of_one_group_have_different_change_numbers()
    {
        var user = await adapter.CreateUserAsync();
        var changed = await CreateAsync(20, () => States.New(user));
        var changes = changed.Select(product => product.WriteAsync(state => state.Rename("Changed"))).ToArray();
        await CreateAsync(20, () => States.New(user));
        await Task.WhenAll(changes);

        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        var numbers = (await connection.QueryAsync<long>("SELECT change_seq FROM products WHERE user_id = @user", new { user })).ToList();

        Assert.Equal(40, numbers.Distinct().Count());
        Assert.Contains(numbers.GroupBy(number => number >> 10), group => group.Count() > 1);
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_fails_alone()
    {
        var user = await adapter.CreateUserAsync();
        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        await connection.ExecuteAsync("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON products FOR EACH ROW WHEN (NEW.product_name = 'Refused') EXECUTE FUNCTION refuse()
            """);
        var states = Repeat(100, number => States.New(user, number % 10 == 5 ? "Refused" : "Lamp"));

        var outcomes = await Task.WhenAll(states.Select(state => OutcomeAsync(adapter.CreateAsync(state))));

        foreach (var (state, failure) in states.Zip(outcomes))
        {
            Assert.Equal(state.ProductName == "Refused", failure is IOException && failure.Message.Contains("not this one", StringComparison.Ordinal));
            Assert.Equal(failure is null, await adapter.RowAsync(state.Id) is not null);
        }
    }

    [Fact]
    public async Task Of_many_writers_of_a_version_one_wins_whoever_else_writes_at_the_time()
    {
        var user = await adapter.CreateUserAsync();
        var product = await adapter.CreateAsync(States.New(user));
        for (var version = 2; version < 8; version++)
        {
            var activations = await Task.WhenAll(Repeat(12, product.AgainAsync));
            var others = Task.WhenAll(Repeat(12, () => adapter.CreateAsync(States.New(user))));

            var outcomes = await Task.WhenAll(activations.Select(one => OutcomeAsync(one.WriteAsync(state => state.Rename("Changed")))));

            Assert.Single(outcomes, failure => failure is null);
            Assert.Equal(11, outcomes.Count(failure => failure is InconsistentStateException));
            Assert.Equal((version.ToString(CultureInfo.InvariantCulture), "none"), await VersionAndStatusAsync(product.Id));
            await others;
        }
    }

    [Fact]
    public async Task Products_that_somebody_holds_locked_do_not_hold_up_the_others()
    {
        var user = await adapter.CreateUserAsync();
        var locked = await CreateAsync(2, () => States.New(user));
        await using var one = await HeldWrite.StartAsync(adapter, locked[0].State.Rename("Held"), version: 1);
        await using var other = await HeldWrite.StartAsync(adapter, locked[1].State.Rename("Held"), version: 1);
        var started = Stopwatch.GetTimestamp();

        var waiting = locked.Select(product => OutcomeAsync(product.WriteAsync(state => state.Rename("Late")))).ToArray();
        await CreateAsync(50, () => States.New(user)); // those that are in a group with a locked one, and those behind it

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 9); // a statement's limit is 10
        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);
        await one.CommitAsync();
        await other.CommitAsync();
        Assert.All(await Task.WhenAll(waiting), failure => Assert.IsType<InconsistentStateException>(failure));
    }

    [Fact]
    public async Task A_silo_that_was_replaced_writes_nothing_more()
    {
        var user = await adapter.CreateUserAsync();
        var product = await adapter.CreateAsync(States.New(user));
        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        await connection.ExecuteAsync("UPDATE silos SET replaced_at = now() WHERE address = @Silo", new { adapter.Silo });

        var (fresh, activation) = (States.New(user), await product.AgainAsync());
        await Assert.ThrowsAsync<GrainUnreachableException>(() => adapter.CreateAsync(fresh));
        await Assert.ThrowsAsync<GrainUnreachableException>(() => activation.WriteAsync(state => state.Rename("Changed")));
        Assert.Null(await adapter.RowAsync(fresh.Id));
        Assert.Equal(("1", "none"), await VersionAndStatusAsync(product.Id));

        await connection.ExecuteAsync("UPDATE silos SET replaced_at = NULL"); // the other tests' silo is the same
    }

    [Fact]
    public async Task When_connections_are_killed_every_caller_hears_and_nothing_acknowledged_is_lost()
    {
        const string Kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'products-silo'";
        var user = await adapter.CreateUserAsync();
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var writing = Repeat(50, () => CreateUntilAsync(user, done.Token));
        await using var connection = new NpgsqlConnection(adapter.ConnectionString);
        while (!done.IsCancellationRequested)
        {
            await connection.ExecuteAsync(Kill);
            await Task.Delay(20, CancellationToken.None);
        }

        var outcomes = (await Task.WhenAll(writing).WaitAsync(TimeSpan.FromSeconds(60))).SelectMany(outcome => outcome).ToList();

        adapter.Services.GetRequiredService<NpgsqlDataSource>().Clear(); // of connections that only the next test would find broken
        Assert.Contains(outcomes, outcome => outcome.Failure is IOException);
        var stored = (await connection.QueryAsync<Guid>("SELECT id FROM products WHERE user_id = @user", new { user })).ToHashSet();
        Assert.NotEmpty(stored);
        Assert.DoesNotContain(outcomes, outcome => outcome.Failure is null && !stored.Contains(outcome.Id));
        Assert.DoesNotContain(outcomes, outcome => outcome.Failure is not null and not IOException);
    }

    private static T[] Repeat<T>(int count, Func<T> make) => Repeat(count, _ => make());

    private static T[] Repeat<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static async Task<Exception?> OutcomeAsync(Task write) => await Record.ExceptionAsync(() => write);

    private Task<StoredProduct[]> CreateAsync(int count, Func<ProductState> state) => Task.WhenAll(Repeat(count, () => adapter.CreateAsync(state())));

    private async Task<List<(Guid Id, Exception? Failure)>> CreateUntilAsync(Guid user, CancellationToken done)
    {
        var outcomes = new List<(Guid, Exception?)>();
        while (!done.IsCancellationRequested)
        {
            var state = States.New(user);
            outcomes.Add((state.Id, await OutcomeAsync(adapter.CreateAsync(state))));
        }

        return outcomes;
    }

    private async Task<(string Version, string Status)> VersionAndStatusAsync(Guid id)
    {
        var row = (await adapter.RowAsync(id))!;
        return ($"{row["version"]}", $"{row["image_status"]}");
    }
}
