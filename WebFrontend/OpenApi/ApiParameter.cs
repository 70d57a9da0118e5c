using Microsoft.OpenApi;

namespace Products.WebFrontend.OpenApi;

/// <summary>Endpoint metadata: a header or query parameter that is read by hand, for the API document.</summary>
/// <param name="In">Where it stands.</param>
/// <param name="Name">As sent.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Schema">What values it may have.</param>
internal sealed record ApiParameter(ParameterLocation In, string Name, string Description, OpenApiSchema Schema)
{
    public static ApiParameter Header(string name, string description) =>
        new(ParameterLocation.Header, name, description, new OpenApiSchema { Type = JsonSchemaType.String });

    public static ApiParameter Query(string name, string description, OpenApiSchema schema) =>
        new(ParameterLocation.Query, name, description, schema);
}
