using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;

namespace Products.Bench.Baselines;

/// <summary>
/// What a team would write without grains: ASP.NET over <see cref="PlainDatabase"/>; and with Redis cache-aside, at its best: the bytes that
/// are sent are kept for 10 minutes, lists for one. An update deletes its product's key; lists may be wrong until they expire.
/// </summary>
internal static class PlainServer
{
    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ListExpiry = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="connectionString">Of a database with <see cref="PlainTable"/>.</param>
    /// <param name="redis">Where answers are kept; null: nowhere.</param>
    public static async Task<int> RunAsync(string connectionString, string? redis)
    {
        var database = await PlainDatabase.CreateAsync(connectionString);
        var cache = redis is null ? null : (await ConnectionMultiplexer.ConnectAsync(redis)).GetDatabase();
        return await Baseline.ServeAsync(app =>
        {
            app.MapPost("/products", async (JsonObject body) => Results.Json(await database.InsertAsync(body), Json, statusCode: StatusCodes.Status201Created));
            app.MapGet("/products/{id:guid}", (Guid id, HttpContext context) =>
                AnswerAsync(context, cache, KeyOf(id), Expiry, async () => await database.FindAsync(id)));
            app.MapGet("/products", (Guid? user_id, decimal? min_price, decimal? max_price, string? product_name, HttpContext context) =>
                AnswerAsync(context, cache, $"list:{context.Request.QueryString}", ListExpiry, async () =>
                    new { items = await database.ListAsync(user_id, min_price, max_price, product_name) }));
            app.MapPatch("/products/{id:guid}", (Guid id, JsonObject body) => PatchAsync(id, body, database, cache));
        });
    }

    private static async Task<IResult> PatchAsync(Guid id, JsonObject body, PlainDatabase database, IDatabase? cache)
    {
        var product = await database.UpdatePriceAsync(id, (decimal)body["product_price"]!);
        if (cache is not null)
        {
            await cache.KeyDeleteAsync(KeyOf(id));
        }

        return product is null ? Results.NotFound() : Results.Json(product, Json);
    }

    private static async Task AnswerAsync<T>(HttpContext context, IDatabase? cache, string key, TimeSpan expiry, Func<Task<T>> find)
    {
        using var kept = cache is null ? null : await cache.StringGetLeaseAsync(key);
        ReadOnlyMemory<byte> bytes = kept?.Memory ?? await FillAsync(cache, key, expiry, find);
        context.Response.StatusCode = bytes.Length == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.BodyWriter.WriteAsync(bytes);
    }

    private static async Task<byte[]> FillAsync<T>(IDatabase? cache, string key, TimeSpan expiry, Func<Task<T>> find)
    {
        if (await find() is not { } found)
        {
            return [];
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(found, Json);
        if (cache is not null)
        {
            await cache.StringSetAsync(key, bytes, expiry);
        }

        return bytes;
    }

    private static string KeyOf(Guid id) => $"plain:{id}";
}
