using Products.Grains.Interfaces.Catalog;

namespace Products.Grains.Catalog;

/// <summary>Lists products from the tables that the grain storage writes.</summary>
public interface IProductCatalog
{
    /// <summary>A page of products; sees every write that was acknowledged before the call.</summary>
    Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken);
}
