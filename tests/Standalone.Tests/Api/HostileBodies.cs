using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Products.Standalone.Tests.Api;

/// <summary>A request body that no server should choke on.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Bytes">What is sent.</param>
/// <param name="Field">The field that the answer must name; null when none is to blame.</param>
public sealed record HostileBody(string Name, byte[] Bytes, string? Field = null)
{
    private const int MaxBodyBytes = 1024 * 1024;

    private static readonly string Deep = new('[', 100);

    /// <summary>Bodies that are wrong for every operation.</summary>
    public static IEnumerable<HostileBody> ForAny(JsonObject valid)
    {
        var text = valid.ToJsonString();
        var first = valid.First().Key;
        return
        [
            Of("empty", ""),
            Of("cut off", text[..^1]),
            Of("garbage", "<xml/>"),
            Of("trailing comma", text[..^1] + ",}"),
            Of("comment", "/* */" + text),
            Of("two documents", text + text),
            Of("not a number", $$"""{"{{first}}":NaN}"""),
            Of("array", "[]", ""),
            Of("text", "\"x\"", ""),
            Of("null", "null", ""),
            Of("number", "1", ""),
            Of("nested deep", $$"""{"{{first}}":{{Deep}}{{Deep.Replace('[', ']')}}}"""),
            Of("duplicate name", $$"""{"{{first}}":1,"{{first}}":2}"""),
            Of("duplicate escaped name", $$"""{"{{first}}":1,"\u{{(int)first[0]:x4}}{{first[1..]}}":2}"""),
            Of("half a surrogate in a name", """{"\ud800":1}"""),
            Of("unknown field", text[..^1] + ",\"not/a field\":1}", "not/a field"),
            Of("too large", text + new string(' ', MaxBodyBytes)),
            new("invalid UTF-8", [.. Encoding.UTF8.GetBytes($$"""{"{{first}}":"""), (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']),
            new("UTF-16", Encoding.Unicode.GetBytes(text)),
        ];
    }

    /// <summary>Bodies with one wrong property each, and the rest valid.</summary>
    public static IEnumerable<HostileBody> ForProperty(JsonObject valid, string name, JsonObject schema, bool required)
    {
        if (required)
        {
            yield return Of($"no {name}", Without(valid, name).ToJsonString(), name);
        }

        foreach (var wrong in WrongValues(schema))
        {
            var text = Without(valid, name).ToJsonString();
            var separator = text == "{}" ? "" : ",";
            yield return Of($"{name}: {(wrong.Length > 60 ? wrong[..60] : wrong)}", $$"""{{text[..^1]}}{{separator}}"{{name}}":{{wrong}}}""", name);
        }
    }

    private static IEnumerable<string> WrongValues(JsonObject schema)
    {
        var types = ApiOperation.TypesOf(schema);
        string[] ofOtherTypes =
        [
            .. When(!types.Contains("null"), "null"),
            .. When(!types.Contains("string"), "\"text\""),
            .. When(!types.Contains("number") && !types.Contains("integer"), "1"),
            .. When(!types.Contains("array"), "[]", "[\"text\"]"),
            "true", "{}", "{\"a\":{}}",
        ];
        string[] texts = ["\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u001b[0m\"", "\"\\u0085\""];
        string[] numbers = ["-1", "0.001", "1e-3", "1e400", "-1e400", "1e999999999999", "99999999999999999999", "1.0000000000000000000000000000000001"];

        return
        [
            .. ofOtherTypes,
            .. When(types.Contains("string"), texts),
            .. When(types.Contains("number") || types.Contains("integer"), numbers),
            .. When(schema["maxLength"] is not null, JsonSerializer.Serialize(new string('x', (int?)schema["maxLength"] + 1 ?? 0))),
            .. When(schema["minLength"] is not null, "\"\"", "\" \""),
            .. When((string?)schema["format"] == "uuid", "\"not-a-uuid\"", "\"\""),
            .. When((string?)schema["format"] == "uri", "\"\"", "\"/a.jpg\"", "\"ftp://example.com/a.jpg\"", "\"http://\"", "\"javascript:alert(1)\""),
            .. When(schema["pattern"] is not null, "\"\"", "\"usd\"", "\"US\"", "\"DOLLARS\""),
            .. When(schema["maxItems"] is not null, $"[{string.Join(',', Enumerable.Repeat("\"https://example.com/a.jpg\"", (int?)schema["maxItems"] + 1 ?? 0))}]"),
        ];
    }

    private static string[] When(bool condition, params string[] values) => condition ? values : [];

    private static JsonObject Without(JsonObject valid, string name)
    {
        var rest = valid.DeepClone().AsObject();
        rest.Remove(name);
        return rest;
    }

    private static HostileBody Of(string name, string text, string? field = null) => new(name, Encoding.UTF8.GetBytes(text), field);
}
