using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Products.WebFrontend.ProductImages;

namespace Products.WebFrontend.OpenApi;

/// <summary>The schemas of parameters.</summary>
internal static class ApiSchema
{
    /// <summary>The format of a number with an exact value in decimals, which a binary one has not.</summary>
    public const string Decimal = "decimal";

    public static OpenApiSchema Text { get; } = new() { Type = JsonSchemaType.String };

    public static OpenApiSchema Uuid { get; } = new() { Type = JsonSchemaType.String, Format = "uuid" };

    public static OpenApiSchema Price { get; } = new() { Type = JsonSchemaType.Number, Format = Decimal, Minimum = "0" };

    public static OpenApiSchema Long { get; } = new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" };

    public static OpenApiSchema Integer(int min, int max, int otherwise) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = min.ToString(CultureInfo.InvariantCulture),
        Maximum = max.ToString(CultureInfo.InvariantCulture),
        Default = JsonValue.Create(otherwise),
    };

    public static OpenApiSchema OneOf(IEnumerable<string> values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => JsonValue.Create(value))],
    };

    /// <summary>The media type of server-sent events.</summary>
    public const string EventStream = "text/event-stream";

    /// <summary>What the schema language has no words for: frames without an end.</summary>
    public static OpenApiSchema Events { get; } = new()
    {
        Type = JsonSchemaType.String,
        Description = "Server-sent events. `product`: its data is a ProductEvent in one line. `start` and `heartbeat`: their data is empty. "
            + "The id of each is the number to go on after, as Last-Event-ID.",
    };

    /// <summary>A form with files; each <c>alt_text</c> belongs to the file after it.</summary>
    public static OpenApiSchema Upload { get; } = new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { MultipartFiles.FileField },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [MultipartFiles.AltTextField] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Belongs to the file that follows it." },
            [MultipartFiles.FileField] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
                Description = "One or more files.",
            },
        },
    };
}
