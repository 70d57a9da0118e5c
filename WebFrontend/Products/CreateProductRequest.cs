using System.Diagnostics;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>A new product.</summary>
internal sealed record CreateProductRequest : IRequestBody<CreateProductRequest>
{
    /// <summary>The owner.</summary>
    public required Guid UserId { get; init; }

    public required string ProductName { get; init; }

    public required string ProductDescription { get; init; }

    /// <summary>At most two decimals.</summary>
    public required decimal ProductPrice { get; init; }

    /// <summary>ISO 4217; USD when omitted.</summary>
    public string? Currency { get; init; }

    /// <summary>Absolute http(s) URLs of the images, in order; none when omitted.</summary>
    public IReadOnlyList<string>? ProductImages { get; init; }

    public static CreateProductRequest Read(JsonFields fields, ProductLimits limits)
    {
        var rules = new ProductRules(limits);
        return new CreateProductRequest
        {
            UserId = fields.Required("user_id", UuidRule.Read),
            ProductName = fields.Required("product_name", rules.Name),
            ProductDescription = fields.Required("product_description", rules.Description),
            ProductPrice = fields.Required("product_price", rules.Price),
            Currency = fields.Optional("currency", ProductRules.Currency, ProductRules.DefaultCurrency),
            ProductImages = fields.Optional("product_images", rules.ImageUrls, []),
        };
    }

    /// <summary>The request for the grain, with the trace of this HTTP request.</summary>
    public CreateProduct ToCommand() => new()
    {
        UserId = UserId,
        ProductName = ProductName,
        ProductDescription = ProductDescription,
        ProductPrice = ProductPrice,
        Currency = Currency ?? ProductRules.DefaultCurrency,
        ProductImages = ProductImages ?? [],
        TraceParent = Activity.Current?.Id,
    };
}
