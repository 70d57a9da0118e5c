using Microsoft.AspNetCore.Builder;
using Products.Hosting.Cluster;
using Products.Hosting.Settings;
using Products.Servers.Redis;
using Products.Silo.Cache;
using Products.Silo.Storage;

namespace Products.Storage.Tests.Adapters;

/// <summary>A silo's storage on a database of its own, behind the cache on a Redis of its own.</summary>
public sealed class CachedPostgresAdapter(EmptyPostgres shared) : PostgresAdapter(shared)
{
    private RedisServer _redis = null!;

    protected override IEnumerable<string> Settings => [.. base.Settings, $"--Redis:Cache={_redis.ConnectionString}", "--Cache:Timeout=00:00:01"];

    public override async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _redis.DisposeAsync();
    }

    protected override void AddStorage(WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<RedisOptions>(RedisOptions.Section);
        builder.AddCache();
        base.AddStorage(builder);
    }

    protected override void UseAsDefault(ISiloBuilder silo) => silo.UseCachedStorage(GrainStorageSetup.StorageName);
}
