using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.WebFrontend.ProductImages;

/// <summary>Images of one product, in order.</summary>
internal sealed record ImageList(IReadOnlyList<ProductImage> Items)
{
    /// <summary>Those images of the product that were just added.</summary>
    public static ImageList Of(Product product, IReadOnlyList<NewImage> added) =>
        new([.. product.Images.IntersectBy(added.Select(image => image.Id), image => image.Id)]);
}
