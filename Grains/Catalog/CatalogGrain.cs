using Orleans.Concurrency;
using Products.Grains.Interfaces.Catalog;

namespace Products.Grains.Catalog;

/// <summary>Reaches the catalogue's tables for front ends, which hold no database credentials.</summary>
[StatelessWorker]
internal sealed class CatalogGrain(IProductCatalog catalog) : Grain, ICatalogGrain
{
    public Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken) =>
        catalog.ListAsync(query, cancellationToken);
}
