using Products.Servers.Redis;
using Products.Silo.Cache;
using Products.Standalone.Tests.Hosts;

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
