using Products.Grains.Interfaces.Changes;

namespace Products.Grains.Changes;

/// <summary>Reads changes from the tables that the grain storage writes. The parts are those of <see cref="IChangeFeedGrain"/>.</summary>
public interface IChangeFeed
{
    Task<long> PositionAsync(CancellationToken cancellationToken);

    Task<ChangePage> ReadAsync(ChangeQuery query, CancellationToken cancellationToken);

    Task<ProductEvent?> FindAsync(Guid product, CancellationToken cancellationToken);
}
