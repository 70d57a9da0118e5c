using Microsoft.OpenApi;

namespace Products.WebFrontend.OpenApi;

/// <summary>Endpoint metadata: a header or query parameter that is read by hand, for the API document.</summary>
/// <param name="In">Where it stands.</param>
/// <param name="Name">As sent.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Schema">What values it may have.</param>
/// <param name="SchemaName">Under which name the document keeps the schema, for all who use it; null for one that needs none.</param>
internal sealed record ApiParameter(ParameterLocation In, string Name, string Description, OpenApiSchema Schema, string? SchemaName = null)
{
    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired { get; init; }

    public static ApiParameter Header(string name, string description) =>
        new(ParameterLocation.Header, name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    public static ApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new(ParameterLocation.Query, name, description, schema);

    /// <summary>A parameter that is one of some words.</summary>
    public static ApiParameter Choice(string name, string description, string schemaName, IEnumerable<string> values) =>
        new(ParameterLocation.Query, name, description, ApiSchema.OneOf(values), schemaName);
}
