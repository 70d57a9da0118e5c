using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;
using Products.Grains.Changes;
using Products.Hosting.Cluster;
using StackExchange.Redis;

namespace Products.Silo.Changes;

/// <summary>Where the cluster keeps which front ends subscribe to notices of changes.</summary>
internal static class SubscriptionStorage
{
    /// <summary>Keeps them on the Redis server of the membership table.</summary>
    /// <remarks>
    /// In the memory of a silo they would be lost with it. The silo that reads the queue would not register again, so no
    /// later subscription would reach it. See docs/decisions/0027-change-notices.md.
    /// </remarks>
    public static ISiloBuilder KeepSubscriptionsInRedis(this ISiloBuilder silo) => silo.AddRedisGrainStorage(
        ChangeNoticesSetup.Subscriptions, storage => storage.Configure<IServiceProvider>(Connect));

    private static void Connect(RedisStorageOptions storage, IServiceProvider provider)
    {
        var connection = provider.GetRequiredKeyedService<RedisConnection>(MembershipOptions.Section);
        storage.ConfigurationOptions = connection.Settings;
        storage.CreateMultiplexer = async _ => (await connection.GetAsync(), true);
        storage.DeleteStateOnClear = true;
        storage.GetStorageKey = Keys(provider.GetRequiredService<IOptions<ClusterOptions>>().Value);
        storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(provider.GetRequiredService<Serializer>());
    }

    /// <summary>Orleans' own key lacks the cluster's id: two clusters on one Redis would share their subscriptions.</summary>
    private static Func<string, GrainId, RedisKey> Keys(ClusterOptions cluster) =>
        (_, grain) => $"{cluster.ServiceId}/{cluster.ClusterId}/subscriptions/{grain}";
}
