using Products.Servers.Redis;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>Silos that do not meet at one cache, because of a changed setting, a fail-over or a split network, never read what is old.</summary>
public sealed class DisagreementTests : CacheTest
{
    [Fact]
    public async Task Silos_on_different_servers_use_neither()
    {
        await using var elsewhere = await RedisServer.StartAsync();
        var one = await SiloAsync();
        await one.WriteAsync(Id, 1);
        await one.WriteAsync(Id, 2);

        var other = await SiloAsync(redis: elsewhere.ConnectionString);
        await other.WriteAsync(Id, 3);

        Assert.Equal(3, await one.ContentAsync(Id));
        await one.WriteAsync(Id, 4);
        Assert.Equal(4, await other.ContentAsync(Id));
    }

    [Fact]
    public async Task A_silo_that_the_others_followed_to_a_new_server_uses_it_with_them()
    {
        await using var elsewhere = await RedisServer.StartAsync();
        var epoch = await OfBeforeAsync();
        var (one, other) = (await SiloAsync(redis: elsewhere.ConnectionString), await SiloAsync(redis: elsewhere.ConnectionString));
        await UsableAsync(one);
        await UsableAsync(other);

        Assert.True(Epoch.Epoch > epoch);
        await one.WriteAsync(Id, 2);
        Assert.Equal(0, await ReadsAsync(async () => Assert.Equal(2, await other.ContentAsync(Id))));
    }

    [Fact]
    public async Task Silos_on_different_databases_of_one_server_use_neither()
    {
        var one = await SiloAsync();
        await one.WriteAsync(Id, 1);
        await one.WriteAsync(Id, 2);

        var other = await SiloAsync(redis: Redis.ConnectionString + ",defaultDatabase=1");
        await other.WriteAsync(Id, 3);

        Assert.Equal(3, await one.ContentAsync(Id));
    }

    [Fact]
    public async Task Silos_go_on_when_the_database_has_lost_their_epoch()
    {
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        var epoch = Epoch.Epoch;
        Epoch.Lose();

        await Until.TrueAsync(() => Task.FromResult(silo.Mode.Epoch), seen => seen > epoch);
        await silo.WriteAsync(Id, 2);
        Assert.Equal(2, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task A_server_is_told_the_scripts_once_however_often_it_is_asked_who_it_is()
    {
        var silo = await SiloAsync();
        var run = silo.Redis.Run;
        await silo.Redis.MeetAsync();
        Assert.Same(run, silo.Redis.Run);
    }

    [Fact]
    public async Task A_server_that_became_a_replica_is_not_read()
    {
        await using var primary = await RedisServer.StartAsync();
        var silo = await SiloAsync();
        await silo.WriteAsync(Id, 1);
        await silo.WriteAsync(Id, 2);
        var key = new CacheKey(silo.Redis.Run, "key");
        await using (var redis = await Redis.ConnectAsync())
        {
            await redis.GetDatabase().ExecuteAsync("REPLICAOF", "127.0.0.1", primary.Port);
        }

        Assert.Equal(CacheRead.Failed, await silo.Redis.ReadAsync(key, "L:1"));
        var past = await Inner.StoredAsync(Id);
        past.State = CachingSilo.StateOf(3);
        await Inner.WriteStateAsync("state", Id, past);
        Assert.Equal(3, await silo.ContentAsync(Id));
    }

    [Fact]
    public async Task While_one_silo_is_told_not_to_use_the_cache_none_does()
    {
        var one = await SiloAsync();
        await one.WriteAsync(Id, 1);
        await one.WriteAsync(Id, 2);
        Assert.Equal(0, await ReadsAsync(() => one.ReadAsync(Id)));

        var off = await SiloAsync(redis: null, new CacheOptions { Enabled = false });
        await off.WriteAsync(Id, 3);

        Assert.Equal(3, await one.ContentAsync(Id));
        Assert.Equal(CacheState.Suspended, off.Mode.State);
    }

    [Fact]
    public async Task What_was_cached_before_all_silos_did_without_is_not_read_after()
    {
        var before = await SiloAsync();
        await before.WriteAsync(Id, 1);
        await before.WriteAsync(Id, 2);
        await StopAsync(before);
        var off = await SiloAsync(redis: null, new CacheOptions { Enabled = false });
        await off.WriteAsync(Id, 3);
        await StopAsync(off);

        var after = await SiloAsync();
        await UsableAsync(after);
        Assert.Equal(3, await after.ContentAsync(Id));
    }

    private static Task UsableAsync(CachingSilo silo) =>
        Until.TrueAsync(() => Task.FromResult(silo.Mode), mode => mode is { State: CacheState.Usable, Run: not null });

    /// <summary>The epoch of a silo that used the first server, and stopped.</summary>
    private async Task<long> OfBeforeAsync()
    {
        var before = await SiloAsync();
        await before.WriteAsync(Id, 1);
        await StopAsync(before);
        return Epoch.Epoch;
    }
}
