using System.Text.Json.Nodes;

namespace Products.Standalone.Tests.Api;

/// <summary>One operation of the API document, as a client that knows nothing else sees it.</summary>
public sealed record ApiOperation(JsonNode Document, string Method, string Path, JsonObject Description)
{
    public const string Json = "application/json";
    public const string Form = "multipart/form-data";

    public string Name => $"{Method} {Path}";

    public IEnumerable<JsonObject> Parameters => Description["parameters"]?.AsArray().Select(parameter => parameter!.AsObject()) ?? [];

    public IEnumerable<string> ContentTypes => Description["requestBody"]?["content"]?.AsObject().Select(content => content.Key) ?? [];

    /// <summary>The schema of the JSON body, or null when the operation has none.</summary>
    public JsonObject? BodySchema => Description["requestBody"]?["content"]?[Json]?["schema"] is { } schema ? Resolve(schema) : null;

    public static IEnumerable<ApiOperation> AllOf(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select new ApiOperation(document, operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    public IEnumerable<string> ParametersIn(string place) =>
        Parameters.Where(parameter => (string?)parameter["in"] == place).Select(parameter => (string)parameter["name"]!);

    /// <summary>The path with its parameters filled in.</summary>
    public string PathWith(Func<string, string> value) =>
        ParametersIn("path").Aggregate(Path, (path, name) => path.Replace($"{{{name}}}", value(name), StringComparison.Ordinal));

    /// <summary>What stands behind the path when nothing is asked for that may be left out.</summary>
    public string RequiredQuery(string userId)
    {
        var required = Parameters.Where(parameter => (string?)parameter["in"] == "query" && (bool?)parameter["required"] == true);
        return string.Concat(required.Select((parameter, i) => $"{(i == 0 ? '?' : '&')}{parameter["name"]}={ValidValue(parameter["schema"]!, userId)}"));
    }

    public JsonObject Resolve(JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? Document["components"]!["schemas"]![reference.Split('/')[^1]]!.AsObject() : schema.AsObject();

    /// <summary>A value that the schema allows.</summary>
    public JsonNode? ValidValue(JsonNode schemaOrReference, string userId)
    {
        var schema = Resolve(schemaOrReference);
        return (TypesOf(schema).First(type => type != "null"), (string?)schema["format"]) switch
        {
            ("object", _) => ValidObject(schema, userId),
            ("array", _) => new JsonArray(ValidValue(schema["items"]!, userId)),
            ("number" or "integer", _) => 1,
            ("boolean", _) => true,
            (_, "uuid") => userId,
            (_, "uri") => "http://192.0.2.1/a.jpg",
            _ => schema["pattern"] is null ? "text" : "USD",
        };
    }

    public static IReadOnlyList<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(type => (string)type!)],
        { } type => [(string)type!],
        null => ["string"],
    };

    private JsonObject ValidObject(JsonObject schema, string userId)
    {
        var body = new JsonObject();
        foreach (var (name, property) in schema["properties"]!.AsObject())
        {
            body[name] = ValidValue(property!, userId);
        }

        return body;
    }
}
