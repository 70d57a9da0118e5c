using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Products.Bench.Baselines;

/// <summary>
/// Kestrel without routing, writing bytes that it holds: as fast as a web server on .NET can be. They are those that a front end
/// answers, with the same headers; Kestrel itself adds <c>Date</c>.
/// </summary>
internal static class BareKestrelServer
{
    private static readonly string[] OfTheServer = ["Date", "Server", "Connection", "Transfer-Encoding"];

    private sealed record Answer(byte[] Body, KeyValuePair<string, StringValues>[] Headers);

    /// <param name="origin">The URL of the front end.</param>
    /// <param name="paths">A file with a path in each line; each is asked for once, before the start.</param>
    public static async Task<int> RunAsync(string origin, string paths)
    {
        using var source = new HttpClient { BaseAddress = new Uri(origin) };
        var held = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var path in File.ReadLines(paths))
        {
            held[path] = await FetchAsync(path, source);
        }

        return await Baseline.ServeAsync(app => app.Run(context => WriteAsync(context, held)));
    }

    private static Task WriteAsync(HttpContext context, Dictionary<string, Answer> held)
    {
        var response = context.Response;
        if (!held.TryGetValue(context.Request.Path.Value!, out var answer))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        return response.BodyWriter.WriteAsync(answer.Body).AsTask();
    }

    /// <summary>Headers first: once its body has been read, an answer claims to have come with a length.</summary>
    private static async Task<Answer> FetchAsync(string path, HttpClient origin)
    {
        using var fetched = await origin.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        fetched.EnsureSuccessStatusCode();
        KeyValuePair<string, StringValues>[] headers =
        [
            .. fetched.Headers.NonValidated.Concat(fetched.Content.Headers.NonValidated)
                .Where(header => !OfTheServer.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
                .Select(header => KeyValuePair.Create(header.Key, new StringValues([.. header.Value]))),
        ];
        return new(await fetched.Content.ReadAsByteArrayAsync(), headers);
    }
}
