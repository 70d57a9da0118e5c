using NJsonSchema;
using NJsonSchema.CodeGeneration;
using NSwag;
using NSwag.CodeGeneration;

namespace Products.ClientGenerator;

/// <summary>C# names for those of the document: <c>product_name</c> is <c>ProductName</c>, <c>If-Match</c> is <c>ifMatch</c>, <c>-created_at</c> is <c>CreatedAtDescending</c>.</summary>
internal sealed class ClientNames : IPropertyNameGenerator, IParameterNameGenerator, IEnumNameGenerator
{
    private static readonly char[] Separators = ['_', '-'];

    public string Generate(JsonSchemaProperty property) => Pascal(property.Name);

    public string Generate(OpenApiParameter parameter, IEnumerable<OpenApiParameter> allParameters)
    {
        var name = Pascal(parameter.Name);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    public string Generate(int index, string? name, object? value, JsonSchema schema) =>
        name is ['-', .. var field] ? Pascal(field) + "Descending" : Pascal(name!);

    private static string Pascal(string name) =>
        string.Concat(name.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
