using System.Collections.Concurrent;
using Orleans.Streams;
using Products.Grains.Interfaces.Changes;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Cluster.Tests.Hosts;

/// <summary>A subscription to the change notices, as a front end has it.</summary>
internal sealed class Notices : IAsyncDisposable
{
    private readonly ConcurrentQueue<ChangedProduct> _changed = [];
    private StreamSubscriptionHandle<ChangeNotice> _subscription = null!;

    public static async Task<Notices> SubscribeAsync(IClusterClient client)
    {
        var notices = new Notices();
        var stream = client.GetStreamProvider(ChangeStream.Provider).GetStream<ChangeNotice>(ChangeStream.Id);
        notices._subscription = await stream.SubscribeAsync(notices.HearAsync);
        return notices;
    }

    public int CountOf(IProductGrain product) => _changed.Count(changed => changed.ProductId == product.GetPrimaryKey());

    public Guid OwnerOf(IProductGrain product) => _changed.First(changed => changed.ProductId == product.GetPrimaryKey()).UserId;

    /// <summary>Returns once so many notices of the product have come.</summary>
    public Task OfAsync(IProductGrain product, int count) =>
        Until.TrueAsync(() => Task.FromResult(CountOf(product)), seen => seen >= count);

    public async ValueTask DisposeAsync() => await _subscription.UnsubscribeAsync();

    private Task HearAsync(ChangeNotice notice, StreamSequenceToken? token)
    {
        foreach (var product in notice.Products)
        {
            _changed.Enqueue(product);
        }

        return Task.CompletedTask;
    }
}
