using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.ProductImages;

/// <summary>An image to be fetched from a URL.</summary>
internal sealed record AddImageRequest : IRequestBody<AddImageRequest>
{
    /// <summary>An absolute http(s) URL.</summary>
    public required string SourceUrl { get; init; }

    /// <summary>What the image shows, for those who cannot see it.</summary>
    public string? AltText { get; init; }

    public static AddImageRequest Read(JsonFields fields, ProductLimits limits)
    {
        var rules = new ProductRules(limits);
        return new AddImageRequest
        {
            SourceUrl = fields.Required("source_url", rules.ImageUrl),
            AltText = fields.Optional<string?>("alt_text", rules.AltText, otherwise: null),
        };
    }

    public NewImage ToImage() => new() { Id = Guid.CreateVersion7(), SourceUrl = SourceUrl, AltText = AltText };
}
