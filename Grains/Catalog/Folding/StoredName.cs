using Products.Grains.Products;
using Products.Grains.Storage;

namespace Products.Grains.Catalog.Folding;

/// <summary>The folded name that stands in a stored product.</summary>
public static class StoredName
{
    private static readonly GrainStateSerializer Serializer = new();

    /// <param name="payload">A product as it is stored.</param>
    /// <returns>The same product as this version stores it.</returns>
    public static string FoldAgain(string payload) =>
        Serializer.Serialize(Serializer.Deserialize<ProductState>(BinaryData.FromString(payload))).ToString();
}
