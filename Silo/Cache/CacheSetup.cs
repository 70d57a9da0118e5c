using Microsoft.Extensions.Options;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using Products.Grains.Storage;
using Products.Hosting.Cluster;
using Products.Hosting.Settings;
using Products.Silo.Storage;

namespace Products.Silo.Cache;

/// <summary>The grains' storage: that on Postgres, behind the cache. One that is turned off is one that cannot be reached.</summary>
internal static class CacheSetup
{
    /// <summary>How long Redis may take for a command that nobody waits for any more.</summary>
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(1);

    public static void AddCache(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<CacheOptions>(CacheOptions.Section);
        services.AddKeyedSingleton(CacheOptions.Section, (provider, _) =>
            new RedisConnection(provider.GetRequiredService<IOptions<RedisOptions>>().Value.Cache, CommandLimit));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RedisCache>(provider, provider.GetRequiredKeyedService<RedisConnection>(CacheOptions.Section)));
        services.AddSingleton(provider => new EpochTable(provider.GetRequiredService<IOptions<PostgresOptions>>().Value.ToConnectionString()));
        services.AddSingleton(provider => SourceOf(provider.GetRequiredService<EpochTable>()));
        services.AddSingleton<CacheKeys>();
        services.AddSingleton<CacheGate>();
        services.AddHostedService(provider => provider.GetRequiredService<CacheGate>());
        services.AddHealthChecks().AddCheck<CacheHealth>("redis_cache");
    }

    /// <summary>The storage that grains use, before the one named <paramref name="inner"/>.</summary>
    public static void UseCachedStorage(this ISiloBuilder silo, string inner) => silo.Services.AddGrainStorage("Default", (provider, _) =>
        new FreshGrainStorage(ActivatorUtilities.CreateInstance<CachedStorage>(provider, provider.GetRequiredKeyedService<IGrainStorage>(inner))));

    private static EpochSource SourceOf(EpochTable table) => new(table.ReadAsync, table.SuspendAsync);
}
