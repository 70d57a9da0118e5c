using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using Products.Grains.Interfaces.Images;
using Products.Grains.Storage;
using Products.Hosting.Cluster;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>What one silo has of the cache: a connection to Redis, a view of the epoch, and the storage behind both.</summary>
internal sealed class CachingSilo : IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly CacheGate _gate;
    private readonly IOptions<CacheOptions> _options;

    private CachingSilo(IGrainStorage inner, string redis, EpochSource epoch, CacheOptions options)
    {
        _connection = new RedisConnection(redis, TimeSpan.FromSeconds(1));
        _options = Options.Create(options);
        Redis = new RedisCache(_connection, _options, NullLogger<RedisCache>.Instance);
        _gate = new CacheGate(epoch, Redis, TimeProvider.System, NullLogger<CacheGate>.Instance);
        var keys = new CacheKeys(Options.Create(new ClusterOptions { ServiceId = "tests" }));
        Storage = new CachedStorage(inner, Redis, _gate, keys, new GrainStateSerializer(), TimeProvider.System, NullLogger<CachedStorage>.Instance);
    }

    public RedisCache Redis { get; }

    public CachedStorage Storage { get; }

    public CacheMode Mode => _gate.Mode;

    public CacheHealth Health => new(_gate, Redis, _options, _connection);

    public Task SuspendAsync() => _gate.SuspendAsync();

    /// <param name="inner">The storage that all silos share.</param>
    /// <param name="redis">This silo's way to Redis.</param>
    /// <param name="epoch">The row that all silos share.</param>
    /// <param name="options">Half a second of time by default: a busy machine is not to look like a slow Redis.</param>
    public static async Task<CachingSilo> StartAsync(IGrainStorage inner, string redis, EpochSource epoch, CacheOptions? options = null)
    {
        var silo = new CachingSilo(inner, redis, epoch, options ?? new CacheOptions { Timeout = TimeSpan.FromMilliseconds(500) });
        await silo._gate.StartAsync(default);
        return silo;
    }

    public static ImageJob StateOf(int content) =>
        new() { ProductId = Guid.Empty, ImageId = Guid.Empty, Generation = content, Source = "é \"quoted\"" };

    /// <summary>Reads as a new activation does.</summary>
    public async Task<GrainState<ImageJob>> ReadAsync(GrainId id)
    {
        var state = new GrainState<ImageJob>();
        await Storage.ReadStateAsync("state", id, state);
        return state;
    }

    public async Task<int> ContentAsync(GrainId id) => (await ReadAsync(id)).State!.Generation;

    /// <summary>Reads, and writes the content.</summary>
    public async Task<GrainState<ImageJob>> WriteAsync(GrainId id, int content)
    {
        var state = await ReadAsync(id);
        await WriteAsync(id, state, content);
        return state;
    }

    public Task WriteAsync(GrainId id, GrainState<ImageJob> state, int content)
    {
        state.State = StateOf(content);
        return Storage.WriteStateAsync("state", id, state);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.StopAsync(default);
        _gate.Dispose();
        await _connection.DisposeAsync();
    }
}
