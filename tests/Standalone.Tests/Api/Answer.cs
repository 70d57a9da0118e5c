using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Products.Standalone.Tests.Api;

/// <summary>What the API answered.</summary>
public sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string ETag => Headers.ETag!.ToString();

    public override string ToString() => $"{(int)Status}: {Text}";

    public Answer Is(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} is not {(int)status}: {Text}");
        return this;
    }

    /// <summary>Asserts that this is a well-formed problem of a kind, which names <paramref name="field"/>.</summary>
    public JsonNode IsProblem(HttpStatusCode status, string kind, string? field = null)
    {
        Is(status);
        Assert.Null(Flaw(field));
        Assert.Equal("/problems/" + kind, (string?)Json["type"]);
        return Json;
    }

    /// <returns>What is wrong with this as a problem that names <paramref name="field"/>, or null.</returns>
    public string? Flaw(string? field = null)
    {
        if (ContentHeaders.ContentType?.MediaType != "application/problem+json")
        {
            return $"is '{ContentHeaders.ContentType}', not a problem: {Text}";
        }

        var problem = Json;
        return (string?)problem["type"] is not ['/', ..] ? "has no type"
            : (int?)problem["status"] != (int)Status ? "names another status"
            : (string?)problem["title"] is not { Length: > 0 } ? "has no title"
            : (string?)problem["trace_id"] is not { Length: 32 } ? "has no trace"
            : Text.Contains("   at ", StringComparison.Ordinal) || Text.Contains("Exception", StringComparison.Ordinal) ? "tells of the inside: " + Text
            : field is not null && problem["errors"]?[field] is null ? $"does not name '{field}': {Text}"
            : null;
    }
}

/// <summary>Requests that a well-behaved client library would not let through.</summary>
public static class RawCalls
{
    public static async Task<Answer> SendAsync(
        this HttpClient api, string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Answer(response.StatusCode, response.Headers, response.Content.Headers, await ReadAsync(response.Content));
    }

    /// <returns>All of it; of a stream of events, which has no end, the first line.</returns>
    private static async Task<string> ReadAsync(HttpContent content)
    {
        if (content.Headers.ContentType?.MediaType != "text/event-stream")
        {
            return await content.ReadAsStringAsync();
        }

        using var events = new StreamReader(await content.ReadAsStreamAsync());
        return await events.ReadLineAsync() ?? "";
    }

    public static Task<Answer> SendJsonAsync(this HttpClient api, string method, string path, object body, params (string Name, string Value)[] headers) =>
        api.SendAsync(method, path, Body(JsonSerializer.SerializeToUtf8Bytes(body)), headers);

    public static Task<Answer> SendTextAsync(this HttpClient api, string method, string path, string json, params (string Name, string Value)[] headers) =>
        api.SendAsync(method, path, Body(Encoding.UTF8.GetBytes(json)), headers);

    public static ByteArrayContent Body(byte[] bytes, string? contentType = "application/json")
    {
        var content = new ByteArrayContent(bytes);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }
}
