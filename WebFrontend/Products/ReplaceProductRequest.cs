using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>All editable fields of a product.</summary>
internal sealed record ReplaceProductRequest : IRequestBody<ReplaceProductRequest>
{
    public required string ProductName { get; init; }

    public required string ProductDescription { get; init; }

    /// <summary>At most two decimals.</summary>
    public required decimal ProductPrice { get; init; }

    /// <summary>ISO 4217; USD when omitted.</summary>
    public string? Currency { get; init; }

    /// <summary>Absolute http(s) URLs, or upload: sources that the product has already; none when omitted.</summary>
    public IReadOnlyList<string>? ProductImages { get; init; }

    public static ReplaceProductRequest Read(JsonFields fields, ProductLimits limits)
    {
        var rules = new ProductRules(limits);
        return new ReplaceProductRequest
        {
            ProductName = fields.Required("product_name", rules.Name),
            ProductDescription = fields.Required("product_description", rules.Description),
            ProductPrice = fields.Required("product_price", rules.Price),
            Currency = fields.Optional("currency", ProductRules.Currency, ProductRules.DefaultCurrency),
            ProductImages = fields.Optional("product_images", rules.ImageSourceUrls, []),
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
