using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.ProductImages;

/// <summary>A new order of a product's images.</summary>
internal sealed record OrderImagesRequest : IRequestBody<OrderImagesRequest>
{
    /// <summary>More would not fit any product, whatever its limit was when it got its images.</summary>
    private const int MaxIds = 100;

    /// <summary>The id of each image exactly once.</summary>
    public required IReadOnlyList<Guid> ImageIds { get; init; }

    public static OrderImagesRequest Read(JsonFields fields, ProductLimits limits) =>
        new() { ImageIds = fields.Required("image_ids", ListRule.Of<Guid>(UuidRule.Read, MaxIds)) };
}
