using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using Products.Cluster.Tests.Membership;
using Products.Grains.Interfaces.Changes;
using StackExchange.Redis;

namespace Products.Cluster.Tests.Changes;

/// <summary>Subscriptions to change notices, on real silos that come and go.</summary>
public sealed class SubscriptionTests(SiloPostgres postgres)
{
    [Fact]
    public async Task A_subscription_outlives_every_silo_that_was_there_when_it_was_made()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);
        var second = await cluster.AddSiloAsync();
        var listener = await SubscriberAsync(cluster);
        await listener.HearsAsync();
        Assert.NotEmpty(await KeysAsync(cluster, "products/products/subscriptions/*"));

        await cluster.AddSiloAsync();
        Assert.Equal(0, await cluster.Silo.StopAsync());
        Assert.Equal(0, await second.StopAsync());

        await listener.HearsAsync();
        await (await SubscriberAsync(cluster)).HearsAsync();
    }

    private static async Task<Subscriber> SubscriberAsync(SiloCluster cluster)
    {
        var host = await cluster.AddConnectedClientAsync();
        var subscriber = new Subscriber(host.Services.GetRequiredService<IClusterClient>());
        await subscriber.SubscribeAsync();
        return subscriber;
    }

    private static async Task<string[]> KeysAsync(SiloCluster cluster, string pattern)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(cluster.Redis.ConnectionString);
        return [.. redis.GetServers().Single().Keys(pattern: pattern).Select(key => key.ToString())];
    }

    private sealed class Subscriber(IClusterClient cluster)
    {
        private readonly ConcurrentDictionary<Guid, bool> _heard = [];

        public Task SubscribeAsync() => cluster.GetStreamProvider(ChangeStream.Provider)
            .GetStream<ChangeNotice>(ChangeStream.Id).SubscribeAsync((notice, _) => HearAsync(notice));

        /// <summary>Creates products until it hears of one of them: notices are best effort.</summary>
        public Task HearsAsync()
        {
            var created = new List<Guid>();
            return Until.TrueAsync(
                async () =>
                {
                    created.Add((await GrainCalls.CreateProductAsync(cluster)).GetPrimaryKey());
                    return created.Any(_heard.ContainsKey);
                },
                heard => heard, seconds: 60);
        }

        private Task HearAsync(ChangeNotice notice)
        {
            foreach (var product in notice.Products)
            {
                _heard[product.ProductId] = true;
            }

            return Task.CompletedTask;
        }
    }
}
