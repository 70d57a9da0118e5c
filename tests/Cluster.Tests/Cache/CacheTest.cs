using Products.Servers.Redis;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>A Redis server, storage and an epoch, for as many silos as a test needs.</summary>
public abstract class CacheTest : IAsyncLifetime
{
    private readonly List<CachingSilo> _silos = [];

    private protected RedisServer Redis { get; private set; } = null!;

    private protected FakeStorage Inner { get; } = new();

    private protected FakeEpoch Epoch { get; } = new();

    private protected GrainId Id { get; } = GrainId.Create("product", Guid.NewGuid().ToString("N"));

    public async ValueTask InitializeAsync() => Redis = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        await Redis.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<CachingSilo> SiloAsync(string? redis = null, TimeSpan? timeout = null) =>
        SiloAsync(redis, new CacheOptions { Timeout = timeout ?? TimeSpan.FromMilliseconds(500) });

    private protected async Task<CachingSilo> SiloAsync(string? redis, CacheOptions options)
    {
        var silo = await CachingSilo.StartAsync(Inner, redis ?? Redis.ConnectionString, Epoch.Source, options);
        _silos.Add(silo);
        return silo;
    }

    private protected async Task StopAsync(CachingSilo silo)
    {
        _silos.Remove(silo);
        await silo.DisposeAsync();
    }

    /// <summary>How often the storage is read meanwhile.</summary>
    private protected async Task<int> ReadsAsync(Func<Task> action)
    {
        var before = Inner.Reads;
        await action();
        return Inner.Reads - before;
    }

    /// <summary>Redis is halted, or killed.</summary>
    private protected async Task AwayAsync(bool paused)
    {
        if (paused)
        {
            Redis.Pause();
        }
        else
        {
            await Redis.KillAsync();
        }
    }

    private protected async Task BackAsync(bool paused)
    {
        if (paused)
        {
            Redis.Resume();
        }
        else
        {
            await Redis.StartAgainAsync();
        }
    }
}
