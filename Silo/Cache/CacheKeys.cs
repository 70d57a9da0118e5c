using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Products.Silo.Cache;

/// <summary>Names the keys in Redis.</summary>
internal sealed class CacheKeys(IOptions<ClusterOptions> cluster)
{
    /// <summary>The key of a grain's state, while <paramref name="mode"/> holds.</summary>
    public CacheKey Of(CacheMode mode, string stateName, GrainId grainId) =>
        new(mode.Run, $"{cluster.Value.ServiceId}:{mode.Epoch}:{stateName}:{grainId}");
}

/// <param name="Run">The server that it is a key of; null when silos do not agree on one, and then no command on it works.</param>
/// <param name="Name">Holds the epoch.</param>
internal readonly record struct CacheKey(RedisRun? Run, string Name);
