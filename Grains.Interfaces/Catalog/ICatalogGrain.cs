using Products.Grains.Interfaces.Products;

namespace Products.Grains.Interfaces.Catalog;

/// <summary>Lists products. Stateless: any silo answers, with all that was acknowledged before the call.</summary>
[Alias("products.catalog")]
public interface ICatalogGrain : IGrainWithIntegerKey
{
    [Alias("list"), SafeToRepeat]
    Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken);
}

/// <summary>A page of products.</summary>
/// <param name="Items">In the query's order.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
[GenerateSerializer, Immutable, Alias("products.product-page")]
public sealed record ProductPage(
    [property: Id(0)] IReadOnlyList<Product> Items,
    [property: Id(1)] ProductCursor? Next);
