using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Serialization;
using Orleans.Storage;
using Products.Grains.Interfaces.Catalog;
using Products.Grains.Interfaces.Users;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Postgres;

/// <summary>A database that is slow, gone, or back.</summary>
public sealed class FailureTests(OwnPostgresAdapter adapter) : IClassFixture<OwnPostgresAdapter>
{
    private static readonly ProductQuery Everything = new();

    private IGrainFactory Grains => adapter.Services.GetRequiredService<IGrainFactory>();

    [Fact]
    public async Task A_write_that_takes_too_long_fails_in_time_and_changes_nothing()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        await adapter.ExecuteAsync("""
            CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$;
            CREATE TRIGGER slow BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION be_slow()
            """);
        var started = Stopwatch.GetTimestamp();
        var failure = await Record.ExceptionAsync(() => product.WriteAsync(state => state.Rename("Changed")));
        await adapter.ExecuteAsync("DROP TRIGGER slow ON products");

        Assert.NotNull(failure);
        Assert.IsNotType<InconsistentStateException>(failure);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 8);
        var again = await product.AgainAsync();
        Assert.Equal("Lamp", again.State.ProductName);
        await again.WriteAsync(state => state.Rename("Changed"));
    }

    [Fact]
    public async Task Writes_go_on_after_the_server_was_killed_and_nothing_that_was_acknowledged_is_lost()
    {
        var user = await adapter.CreateUserAsync();
        var acknowledged = new List<Guid>();
        await FillPoolAsync();

        await adapter.Server.KillAsync();
        Assert.NotNull(await Record.ExceptionAsync(() => adapter.CreateAsync(States.New(user))));
        await adapter.Server.StartAgainAsync();

        await EventuallyCreateAsync(user, acknowledged);
        await adapter.Server.StopAsync();
        await adapter.Server.StartAgainAsync();
        await EventuallyCreateAsync(user, acknowledged);

        var listed = await adapter.Catalog.ListAsync(new ProductQuery { UserId = user, Limit = 100 }, default);
        Assert.Empty(acknowledged.Except(listed.Items.Select(product => product.Id)));
    }

    [Fact]
    public async Task What_fails_in_the_database_reaches_callers_as_types_that_every_client_knows()
    {
        var catalog = Grains.GetGrain<ICatalogGrain>(0);
        var user = Grains.GetGrain<IUserGrain>(Guid.NewGuid());
        await catalog.ListAsync(Everything, default);
        Assert.Null(await user.GetAsync());
        await adapter.Server.StopAsync();
        try
        {
            Assert.IsType<IOException>(AtClient(await Record.ExceptionAsync(() => catalog.ListAsync(Everything, default))));
            Assert.IsType<OrleansException>(AtClient(await Record.ExceptionAsync(() => user.CreateAsync("Ada"))));
            Assert.IsAssignableFrom<OrleansException>(AtClient(await Record.ExceptionAsync(() => Grains.GetGrain<IUserGrain>(Guid.NewGuid()).GetAsync())));
            Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
        }
        finally
        {
            await adapter.Server.StartAgainAsync();
        }
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_in_time()
    {
        var user = await adapter.CreateUserAsync();
        await adapter.Catalog.ListAsync(Everything, default);
        await adapter.Server.PauseAsync();
        try
        {
            var started = Stopwatch.GetTimestamp();
            var (list, write, health) = (
                Record.ExceptionAsync(() => adapter.Catalog.ListAsync(Everything, default)).AsTask(),
                Record.ExceptionAsync(() => adapter.CreateAsync(States.New(user))).AsTask(),
                HealthAsync());
            Assert.Equal(HealthStatus.Unhealthy, await health);
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 2);
            Assert.IsType<IOException>(await list);
            Assert.NotNull(await write);
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 12);
        }
        finally
        {
            await adapter.Server.ResumeAsync();
        }

        await EventuallyCreateAsync(user, []);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task A_list_that_nobody_waits_for_any_more_is_given_up()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adapter.Catalog.ListAsync(Everything, gone.Token));
    }

    /// <summary>The exception as a client sees it that has no assembly named Npgsql.</summary>
    private Exception AtClient(Exception? failure)
    {
        var serializer = adapter.Services.GetRequiredService<Serializer>();
        var bytes = Encoding.Latin1.GetString(serializer.SerializeToArray(failure!)).Replace("Npgsql", "Xpgsql", StringComparison.Ordinal);
        return serializer.Deserialize<Exception>(Encoding.Latin1.GetBytes(bytes))!;
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await adapter.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["postgres"].Status;

    /// <summary>Many connections, each of which the server's end breaks.</summary>
    private Task FillPoolAsync() => Task.WhenAll(Enumerable.Range(0, 16).Select(_ => adapter.Catalog.ListAsync(Everything, default)));

    /// <summary>Creates ten products, trying again while the pool still holds broken connections.</summary>
    private async Task EventuallyCreateAsync(Guid user, List<Guid> acknowledged)
    {
        var failures = 0;
        for (var number = 0; number < 10;)
        {
            var state = States.New(user);
            if (await Record.ExceptionAsync(() => adapter.CreateAsync(state)) is { } failure)
            {
                Assert.True(++failures < 40, $"It does not recover: {failure}");
                await Task.Delay(50);
                continue;
            }

            acknowledged.Add(state.Id);
            number++;
        }
    }
}
