using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Products.Grains.Interfaces.Changes;

namespace Products.Grains.Changes;

/// <summary>The stream of notices, in the memory of the silos: one queue, which one of them reads for all.</summary>
/// <remarks>Its process adds the storage of subscriptions, under the name <see cref="Subscriptions"/>.</remarks>
public static class ChangeNoticesSetup
{
    /// <summary>The name under which Orleans looks for the storage of subscriptions.</summary>
    public const string Subscriptions = "PubSubStore";

    /// <summary>Stores subscriptions in the memory of the silos; a silo that stops may take them with it.</summary>
    /// <remarks>Enough for one silo, whose subscribers end with it.</remarks>
    public static ISiloBuilder KeepSubscriptionsInMemory(this ISiloBuilder silo) =>
        silo.AddMemoryGrainStorage(Subscriptions, storage => storage.Configure<Serializer>((options, serializer) =>
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer))); // that of the process knows our own states only

    internal static void AddChangeNotices(this ISiloBuilder silo)
    {
        silo.AddMemoryStreams(ChangeStream.Provider, stream =>
        {
            stream.ConfigurePartitioning(1);
            stream.ConfigurePullingAgent(agent => agent.Configure(Deliver));
            stream.ConfigureCacheEviction(cache => cache.Configure(Forget));
        });
        silo.Services.AddSingleton<ChangeAnnouncer>();
        silo.Services.AddHostedService(provider => provider.GetRequiredService<ChangeAnnouncer>());
    }

    /// <summary>Starts no further attempt to reach a front end after 5 seconds; Orleans' default is a minute.</summary>
    /// <remarks>
    /// One attempt lasts at most the response time-out. While a silo takes over the queue, all notices wait for these attempts.
    /// </remarks>
    private static void Deliver(StreamPullingAgentOptions agent)
    {
        agent.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(25);
        agent.MaxEventDeliveryTime = TimeSpan.FromSeconds(5);
    }

    /// <summary>Nobody reads a notice a second time.</summary>
    private static void Forget(StreamCacheEvictionOptions cache)
    {
        cache.DataMinTimeInCache = TimeSpan.FromSeconds(5);
        cache.DataMaxAgeInCache = TimeSpan.FromSeconds(10);
    }
}
