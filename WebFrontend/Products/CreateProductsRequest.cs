using System.Text.Json;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Products;

/// <summary>New products, each created or refused on its own.</summary>
internal sealed record CreateProductsRequest : IRequestBody<CreateProductsRequest>
{
    public const int MaxItems = 100;

    /// <summary>1 to 100.</summary>
    public required IReadOnlyList<CreateProductRequest> Items { get; init; }

    /// <summary>The items as they were checked, in order.</summary>
    internal IReadOnlyList<BatchItem> Checked { get; private init; } = [];

    public static CreateProductsRequest Read(JsonFields fields, ProductLimits limits)
    {
        var items = fields.Required("items", ListRule.Of((item, _, _) => ReadItem(item, limits), MaxItems));
        if (items is [] && !fields.Errors.Any)
        {
            fields.Errors.Add("items", "must not be empty");
        }

        return new CreateProductsRequest { Items = [], Checked = items ?? [] };
    }

    private static BatchItem ReadItem(JsonElement item, ProductLimits limits)
    {
        var fields = new JsonFields(item);
        var request = CreateProductRequest.Read(fields, limits);
        fields.RefuseUnknown();
        return new BatchItem(request, fields.Errors);
    }
}

/// <summary>One product of a batch.</summary>
/// <param name="Request">To be used only without errors.</param>
/// <param name="Errors">What is wrong with it.</param>
internal sealed record BatchItem(CreateProductRequest Request, FieldErrors Errors);
