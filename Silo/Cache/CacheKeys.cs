using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Products.Silo.Cache;

/// <summary>Names the keys in Redis.</summary>
internal sealed class CacheKeys(IOptions<ClusterOptions> cluster)
{
    public string Of(long epoch, string stateName, GrainId grainId) => $"{cluster.Value.ServiceId}:{epoch}:{stateName}:{grainId}";
}
