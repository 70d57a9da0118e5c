using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Products.Benchmarks.Baselines;

/// <summary>Kestrel without routing, writing bytes that it holds: as fast as a web server on .NET can be.</summary>
internal static class BareKestrelServer
{
    /// <param name="origin">The URL of whoever knows the products; each path is asked for once.</param>
    public static async Task<List<object>> RunAsync(string origin)
    {
        var held = new ConcurrentDictionary<string, (byte[] Body, string ETag)>(StringComparer.Ordinal);
        using var source = new HttpClient { BaseAddress = new Uri(origin) };
        return await Baseline.ServeAsync(app => app.Run(context => AnswerAsync(context, held, source)));
    }

    private static async Task AnswerAsync(HttpContext context, ConcurrentDictionary<string, (byte[] Body, string ETag)> held, HttpClient origin)
    {
        var path = context.Request.Path.Value + context.Request.QueryString;
        if (!held.TryGetValue(path, out var answer))
        {
            using var fetched = await origin.GetAsync(path);
            held[path] = answer = (await fetched.Content.ReadAsByteArrayAsync(), fetched.Headers.ETag?.ToString() ?? "");
        }

        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = answer.Body.Length;
        response.Headers.ETag = answer.ETag;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        await response.BodyWriter.WriteAsync(answer.Body);
    }
}
