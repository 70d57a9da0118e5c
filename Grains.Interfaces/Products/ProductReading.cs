namespace Products.Grains.Interfaces.Products;

/// <summary>A product as a front end serves it: one committed revision.</summary>
/// <param name="Body">The <see cref="Product"/> as JSON in UTF-8; never changed afterwards.</param>
/// <param name="Revision">As in <see cref="Product.Revision"/>.</param>
/// <param name="Silo">Who answered.</param>
/// <param name="Session">The session with that silo under which the reader may keep the answer; 0 when it may not.</param>
[GenerateSerializer, Immutable, Alias("products.product-reading")]
public sealed record ProductReading(
    [property: Id(0)] byte[] Body,
    [property: Id(1)] long Revision,
    [property: Id(2)] SiloAddress Silo,
    [property: Id(3)] long Session)
{
    public Product ToProduct() => ProductJson.Read(Body);
}
