using NJsonSchema;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace Products.ClientGenerator;

/// <summary>The C# of the client.</summary>
internal static class ClientSource
{
    private const string List = "System.Collections.Generic.IReadOnlyList";
    private const string Map = "System.Collections.Generic.IReadOnlyDictionary";

    public static async Task<string> FromAsync(string document)
    {
        var api = await OpenApiDocument.FromJsonAsync(ClientDocument.From(document));
        foreach (var schema in api.Components.Schemas.Values.Where(schema => schema.Properties.Count > 0))
        {
            schema.AllowAdditionalProperties = false; // no bag in each record for fields that there are none of
        }

        var names = new ClientNames();
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "ProductsClient",
            ResponseClass = "ApiResponse",
            WrapResponses = true,
            UseBaseUrl = false,
            GenerateOptionalParameters = true,
            OperationNameGenerator = new SingleClientFromOperationIdOperationNameGenerator(),
            ParameterNameGenerator = names,
        };
        Configure(settings.CSharpGeneratorSettings, names);
        return Mend(new CSharpClientGenerator(api, settings).GenerateFile());
    }

    /// <summary>An HttpClient's time limit is for the whole answer only if it reads that itself; and the words of an enum are those of the document.</summary>
    private static string Mend(string source) => source
        .Replace("HttpCompletionOption.ResponseHeadersRead", "HttpCompletionOption.ResponseContentRead", StringComparison.Ordinal)
        .Replace("System.Text.Json.Serialization.JsonStringEnumConverter<", "SnakeCaseEnum<", StringComparison.Ordinal);

    private static void Configure(CSharpGeneratorSettings types, ClientNames names)
    {
        types.Namespace = "Products.Client";
        types.SchemaType = SchemaType.OpenApi3;
        types.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
        types.GenerateNullableReferenceTypes = true;
        types.GenerateNativeRecords = true;
        types.UseRequiredKeyword = true;
        types.GenerateDataAnnotations = false;
        types.PropertyNameGenerator = names;
        types.EnumNameGenerator = names;
        types.ArrayType = List;
        types.DictionaryType = Map;
    }
}
