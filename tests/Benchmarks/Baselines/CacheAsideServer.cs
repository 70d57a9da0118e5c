using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;

namespace Products.Benchmarks.Baselines;

/// <summary>
/// ASP.NET with Redis cache-aside, at its best: every answer is in Redis, as the bytes that are sent, for products and for lists. What is not
/// there it asks its origin for, and keeps for a minute.
/// </summary>
internal static class CacheAsideServer
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(1);

    /// <param name="redis">Where answers are cached.</param>
    /// <param name="origin">The URL of whoever knows the products.</param>
    public static async Task<List<object>> RunAsync(string redis, string origin)
    {
        var cache = (await ConnectionMultiplexer.ConnectAsync(redis)).GetDatabase();
        using var source = new HttpClient { BaseAddress = new Uri(origin) };
        return await Baseline.ServeAsync(app =>
        {
            app.MapGet("/products/{id:guid}", (Guid id, HttpContext context) => AnswerAsync($"/products/{id}", context, cache, source));
            app.MapGet("/products", (HttpContext context) => AnswerAsync($"/products{context.Request.QueryString}", context, cache, source));
        });
    }

    private static async Task AnswerAsync(string key, HttpContext context, IDatabase cache, HttpClient origin)
    {
        using var kept = await cache.StringGetLeaseAsync(key);
        var bytes = kept?.Memory ?? await FillAsync(key, cache, origin);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.BodyWriter.WriteAsync(bytes);
    }

    private static async Task<Memory<byte>> FillAsync(string key, IDatabase cache, HttpClient origin)
    {
        var bytes = await origin.GetByteArrayAsync(key);
        await cache.StringSetAsync(key, bytes, Expiry);
        return bytes;
    }
}
