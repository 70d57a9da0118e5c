using System.Text.Json.Nodes;

namespace Products.ClientGenerator;

/// <summary>The API document in a form from which a method can be made for each operation. It says the same; a client method is only narrower than HTTP.</summary>
internal static class ClientDocument
{
    private const string Form = "multipart/form-data";

    /// <summary>Its key has slashes, which the value of a path parameter cannot have. A picture is read at its URL, which a product has.</summary>
    private const string Pictures = "/images/{key}";

    public static string From(string document)
    {
        var root = JsonNode.Parse(document)!;
        var paths = root["paths"]!.AsObject();
        paths.Remove(Pictures);
        RemoveStreams(paths);
        foreach (var (path, operations) in paths.ToList())
        {
            if (operations!["post"]?["requestBody"]?["content"] is JsonObject { Count: > 1 } content && content.ContainsKey(Form))
            {
                paths[path + "#form"] = new JsonObject { ["post"] = TakeUpload(operations["post"]!, content) };
            }
        }

        KeepUrlsAsTheyAre(root);
        return root.ToJsonString();
    }

    /// <summary>A stream of events has no end that a method could wait for; ProductsClient has methods for them that are not made from the document.</summary>
    private static void RemoveStreams(JsonObject paths)
    {
        foreach (var (path, operations) in paths.ToList())
        {
            if (operations!["get"]?["responses"]?["200"]?["content"]?["text/event-stream"] is not null)
            {
                paths.Remove(path);
            }
        }
    }

    /// <summary>An operation that takes JSON or a form becomes two. What stands behind a # is sent to no server.</summary>
    private static JsonNode TakeUpload(JsonNode operation, JsonObject content)
    {
        var upload = operation.DeepClone();
        upload["operationId"] = ((string)operation["operationId"]!).Replace("Add", "Upload", StringComparison.Ordinal);
        upload["requestBody"]!["content"] = new JsonObject { [Form] = content[Form]!.DeepClone() };
        AllowToLeaveOut(upload["requestBody"]!["content"]![Form]!["schema"]!);
        content.Remove(Form);
        return upload;
    }

    /// <summary>To the generator, a part of a form that is not required is one that may be null.</summary>
    private static void AllowToLeaveOut(JsonNode form)
    {
        var required = form["required"]!.AsArray().Select(name => (string)name!).ToHashSet();
        foreach (var (_, part) in form["properties"]!.AsObject().Where(part => !required.Contains(part.Key)))
        {
            part!["type"] = new JsonArray((string)part["type"]!, "null");
        }
    }

    /// <summary>A URL is answered as it was sent, character by character: it stays text.</summary>
    private static void KeepUrlsAsTheyAre(JsonNode? node)
    {
        if (node is JsonObject { Count: > 0 } schema && schema["format"] is JsonValue format && (string?)format == "uri")
        {
            schema.Remove("format");
        }

        foreach (var child in node switch { JsonObject parent => parent.Select(member => member.Value), JsonArray list => list, _ => [] })
        {
            KeepUrlsAsTheyAre(child);
        }
    }
}
