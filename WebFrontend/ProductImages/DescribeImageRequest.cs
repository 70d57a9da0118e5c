using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.ProductImages;

/// <summary>What an image shows.</summary>
internal sealed record DescribeImageRequest : IRequestBody<DescribeImageRequest>
{
    public static IReadOnlyList<string> ContentTypes => ["application/merge-patch+json", "application/json"];

    /// <summary>Null removes it.</summary>
    public required string? AltText { get; init; }

    public static DescribeImageRequest Read(JsonFields fields, ProductLimits limits)
    {
        if (!fields.Has("alt_text"))
        {
            fields.Errors.Add("alt_text", "is required, and may be null");
        }

        return new() { AltText = fields.Optional<string?>("alt_text", new ProductRules(limits).AltText, otherwise: null) };
    }
}
