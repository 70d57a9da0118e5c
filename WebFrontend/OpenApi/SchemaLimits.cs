using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Products;
using Products.WebFrontend.Users;

namespace Products.WebFrontend.OpenApi;

/// <summary>Writes the configured limits into the schemas of request bodies.</summary>
internal sealed class SchemaLimits(IOptions<ProductLimits> limits) : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type.Name.EndsWith("Request", StringComparison.Ordinal))
        {
            schema.AdditionalPropertiesAllowed = false;
            foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                Limit(name, property as OpenApiSchema);
            }
        }

        return Task.CompletedTask;
    }

    private void Limit(string name, OpenApiSchema? property)
    {
        switch (name, property)
        {
            case (_, null):
                break;
            case ("name", _):
                (property.MinLength, property.MaxLength) = (1, CreateUserRequest.MaxNameLength);
                break;
            case ("product_name", _):
                (property.MinLength, property.MaxLength) = (1, limits.Value.MaxNameLength);
                break;
            case ("product_description", _):
                property.MaxLength = limits.Value.MaxDescriptionLength;
                break;
            case ("product_price", _):
                (property.Minimum, property.Maximum) = ("0", limits.Value.MaxPrice.ToString(CultureInfo.InvariantCulture));
                break;
            case ("currency", _):
                property.Pattern = "^[A-Z]{3}$";
                break;
            case ("product_images", _):
                (property.MaxItems, property.Items) = (limits.Value.MaxImages, Url());
                break;
            case ("source_url", _):
                (property.MaxLength, property.Format) = (limits.Value.MaxUrlLength, "uri");
                break;
            case ("alt_text", _):
                property.MaxLength = limits.Value.MaxAltTextLength;
                break;
            case ("items", _):
                (property.MinItems, property.MaxItems) = (1, CreateProductsRequest.MaxItems);
                break;
        }
    }

    private OpenApiSchema Url() => new() { Type = JsonSchemaType.String, Format = "uri", MaxLength = limits.Value.MaxUrlLength };
}
