using Orleans.Concurrency;
using Products.Grains.Interfaces.Changes;

namespace Products.Grains.Changes;

/// <summary>Reaches the feed for front ends, which hold no database credentials. It has no state, so its calls need not wait for each other.</summary>
[StatelessWorker, Reentrant]
internal sealed class ChangeFeedGrain(IChangeFeed feed) : Grain, IChangeFeedGrain
{
    public Task<long> PositionAsync(CancellationToken cancellationToken) => feed.PositionAsync(cancellationToken);

    public Task<ChangePage> ReadAsync(ChangeQuery query, CancellationToken cancellationToken) => feed.ReadAsync(query, cancellationToken);

    public Task<ProductEvent?> FindAsync(Guid product, CancellationToken cancellationToken) => feed.FindAsync(product, cancellationToken);
}
