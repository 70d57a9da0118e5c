using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;

namespace Products.Silo.Cache;

/// <summary>Whether the cache is in use, as this silo sees it; if not, reads go to the database.</summary>
internal sealed class CacheHealth(
    CacheGate gate, RedisCache redis, IOptions<CacheOptions> options, [FromKeyedServices(CacheOptions.Section)] RedisConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Trouble() is { } trouble ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Healthy());

    private string? Trouble() => gate.Mode.State switch
    {
        _ when !options.Value.Enabled => "turned off here, and so used by no silo",
        _ when redis.IsOpen || !connection.IsConnected => "does not answer",
        CacheState.Usable => null,
        CacheState.Unknown => "not used: its epoch cannot be read from the database",
        _ => "not used: a silo could not reach it lately",
    };
}
