using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;
using Products.Servers.Processes;
using Products.Silo.Cache;
using StackExchange.Redis;

namespace Products.Cluster.Tests.Cache;

/// <summary>Redis away, slow, emptied, started again, or out of one silo's reach: everything goes on, and nothing old is read.</summary>
public sealed class OutageTests : CacheTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reads_and_writes_go_on_while_Redis_is_away(bool paused)
    {
        var silo = await SiloAsync(timeout: TimeSpan.FromMilliseconds(100));
        await silo.WriteAsync(Id, 1);
        await AwayAsync(paused);

        Assert.True(await TakesAsync(() => silo.WriteAsync(Id, 2)) < TimeSpan.FromSeconds(4));
        for (var content = 3; content < 20; content++)
        {
            Assert.True(await TakesAsync(() => silo.WriteAsync(Id, content)) < TimeSpan.FromSeconds(1));
            Assert.Equal(content, await silo.ContentAsync(Id));
        }

        await BackAsync(paused);
        await Until.TrueAsync(() => Task.FromResult(silo.Mode), mode => mode.State == CacheState.Usable);
        Assert.Equal(19, await silo.ContentAsync(Id));
        await Until.TrueAsync(() => ReadsAsync(() => silo.ReadAsync(Id)), reads => reads == 0);
    }

    [Fact]
    public async Task Whatever_the_connection_throws_is_a_failure_of_Redis_and_nobody_elses()
    {
        var connection = new RedisConnection(new ConfigurationOptions(), _ => throw new InvalidOperationException("Writing is not allowed after writer was completed."));
        var redis = new RedisCache(connection, Options.Create(new CacheOptions()), NullLogger<RedisCache>.Instance);
        Assert.Equal(CacheRead.Failed, await redis.ReadAsync(new CacheKey(new RedisRun("one", []), "key"), "L:1"));
        Assert.False(await redis.MarkAsync(new CacheKey(new RedisRun("one", []), "key"), "W:1"));
        Assert.True(redis.IsOpen);
    }

    [Fact]
    public async Task Nothing_fails_when_Redis_breaks_off_again_and_again_in_the_middle_of_commands()
    {
        var silo = await SiloAsync(timeout: TimeSpan.FromMilliseconds(100));
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => CreateAndReadAsync(silo, stop.Token))));
        for (var round = 0; round < 5; round++)
        {
            await Until.TrueAsync(() => Task.FromResult(silo.Redis.IsOpen), open => !open);
            await Redis.KillAsync();
            await Until.TrueAsync(() => Task.FromResult(silo.Redis.IsOpen || load.IsFaulted), away => away);
            await Redis.StartAgainAsync();
        }

        await stop.CancelAsync();
        await load;
    }

    [Fact]
    public async Task Creating_waits_for_nothing_while_Redis_is_away()
    {
        var silo = await SiloAsync(timeout: TimeSpan.FromMilliseconds(100));
        await Redis.KillAsync();
        Assert.True(await TakesAsync(() => silo.WriteAsync(Id, 1)) < TimeSpan.FromSeconds(1));
        Assert.Equal(CacheState.Usable, silo.Mode.State);
    }

    [Fact]
    public async Task A_silo_starts_and_writes_while_Redis_is_away()
    {
        await Inner.WriteFirstAsync(Id, 1);
        var silo = await SiloAsync(redis: $"127.0.0.1:{FreePort.Next()}", timeout: TimeSpan.FromMilliseconds(100));
        await silo.WriteAsync(Id, 2);
        Assert.Equal(2, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task A_silo_that_is_cut_off_from_Redis_leaves_no_old_value_to_one_that_is_not()
    {
        await using var way = await CutConnection.ToAsync(Redis.Port);
        var (near, cut) = (await SiloAsync(), await SiloAsync(redis: way.Address, timeout: TimeSpan.FromMilliseconds(100)));
        await near.WriteAsync(Id, 1);
        await cut.WriteAsync(Id, 2);
        Assert.Equal(0, await ReadsAsync(() => near.ReadAsync(Id)));

        way.Cut();
        await cut.WriteAsync(Id, 3);
        Assert.Equal(3, await near.ContentAsync(Id));
        var (epoch, end, content) = (Epoch.Epoch, Epoch.SuspendedUntil, 3);
        await Until.TrueAsync(async () =>
        {
            await cut.WriteAsync(Id, ++content);
            Assert.Equal(content, await near.ContentAsync(Id));
            return FakeEpoch.Now;
        }, now => now > end);
        Assert.Equal(epoch, Epoch.Epoch); // it was renewed, and did not end and begin again

        way.Mend();
        await Until.TrueAsync(() => Task.FromResult(near.Mode), mode => mode.State == CacheState.Usable);
        Assert.Equal(content, await near.ContentAsync(Id));
        Assert.Equal(content, await cut.ContentAsync(Id));
    }

    [Fact]
    public async Task A_write_that_commits_when_the_suspension_is_over_ends_the_leases_of_those_who_read_before()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        Task? reader = null;
        var (reading, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Inner.BeforeCommit = async () =>
        {
            await Until.TrueAsync(() => Task.FromResult(silo.Mode), mode => mode.State == CacheState.Usable && mode.Epoch > 1);
            Inner.AfterRead = () => { reading.TrySetResult(); return go.Task; };
            reader = silo.ReadAsync(Id);
            await reading.Task;
            Inner.AfterRead = null;
        };
        var stored = await Inner.StoredAsync(Id);
        await SuspendOnceAsync(silo);
        await silo.WriteAsync(Id, stored, 2);
        go.SetResult();
        await reader!;

        Assert.Equal(2, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task After_a_flush_everything_is_read_again()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        await silo.WriteAsync(Id, 2);
        await Redis.FlushAllAsync();
        Assert.Equal(2, await silo.ContentAsync(Id));
        await silo.WriteAsync(Id, 3);
        Assert.Equal(3, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task An_old_dump_that_Redis_starts_again_with_is_not_read()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        await silo.WriteAsync(Id, 2);
        await using (var redis = await Redis.ConnectAsync())
        {
            await redis.GetDatabase().ExecuteAsync("SAVE");
        }

        await silo.WriteAsync(Id, 3);
        await Redis.KillAsync();
        await Redis.StartAgainAsync();
        var other = await SiloAsync();
        await Until.TrueAsync(() => Task.FromResult(silo.Redis.IsOpen), open => !open);
        Assert.Equal(3, await silo.ContentAsync(Id));
        Assert.Equal(3, await other.ContentAsync(Id));
    }

    /// <summary>New ones all the time, because a creation never waits for a suspension.</summary>
    private static async Task CreateAndReadAsync(CachingSilo silo, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var id = GrainId.Create("product", Guid.NewGuid().ToString("N"));
            await silo.WriteAsync(id, 1);
            Assert.Equal(1, await silo.ContentAsync(id));
            await Task.Delay(1, CancellationToken.None); // memory answers at once while Redis is away; others need the processor too
        }
    }

    private static async Task<TimeSpan> TakesAsync(Func<Task> action)
    {
        var began = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task SuspendOnceAsync(CachingSilo silo)
    {
        await silo.SuspendAsync();
        await Until.TrueAsync(() => Task.FromResult(silo.Mode), mode => mode.State == CacheState.Suspended);
    }
}
