using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>A JSON merge patch (RFC 7396) of a product: an omitted field stays, a null resets one that has a default.</summary>
internal sealed record PatchProductRequest : IRequestBody<PatchProductRequest>
{
    public static IReadOnlyList<string> ContentTypes => ["application/merge-patch+json", "application/json"];

    /// <summary>Cannot be null.</summary>
    public string? ProductName { get; init; }

    /// <summary>Null empties it.</summary>
    public string? ProductDescription { get; init; }

    /// <summary>At most two decimals; cannot be null.</summary>
    public decimal? ProductPrice { get; init; }

    /// <summary>ISO 4217; null sets USD.</summary>
    public string? Currency { get; init; }

    /// <summary>Replaces the whole list: absolute http(s) URLs, or upload: sources that the product has already; null removes all.</summary>
    public IReadOnlyList<string>? ProductImages { get; init; }

    public static PatchProductRequest Read(JsonFields fields, ProductLimits limits)
    {
        var rules = new ProductRules(limits);
        return new PatchProductRequest
        {
            ProductName = fields.Has("product_name") ? fields.Required("product_name", rules.Name) : null,
            ProductDescription = fields.Has("product_description") ? fields.Optional("product_description", rules.Description, "") : null,
            ProductPrice = fields.Has("product_price") ? fields.Required("product_price", rules.Price) : null,
            Currency = fields.Has("currency") ? fields.Optional("currency", ProductRules.Currency, ProductRules.DefaultCurrency) : null,
            ProductImages = fields.Has("product_images") ? fields.Optional("product_images", rules.ImageSourceUrls, []) : null,
        };
    }

    public ProductEdit ToEdit() => new()
    {
        ProductName = ProductName,
        ProductDescription = ProductDescription,
        ProductPrice = ProductPrice,
        Currency = Currency,
        ProductImages = ProductImages,
    };
}
