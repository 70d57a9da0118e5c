using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Products.WebFrontend.OpenApi;

/// <summary>Says of a schema what its type does not tell by itself: that the words of an enum are text, and that a decimal is exact.</summary>
internal sealed class SchemaTypes : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }
        else if ((Nullable.GetUnderlyingType(type) ?? type) == typeof(decimal))
        {
            schema.Format = ApiSchema.Decimal;
        }

        return Task.CompletedTask;
    }
}
