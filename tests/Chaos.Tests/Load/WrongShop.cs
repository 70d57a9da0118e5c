using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Products.Chaos.Tests.Load;

/// <summary>Two front ends of a shop that keeps its products in memory, and makes one kind of mistake.</summary>
internal sealed class WrongShop(Mistake mistake) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, (long Revision, JsonObject Product)[]> _products = new();
    private readonly List<PictureServer> _frontends = [];
    private int _requests;

    public IReadOnlyList<int> Ports => [.. _frontends.Select(frontend => new Uri(frontend.Url).Port)];

    public static async Task<WrongShop> OpenAsync(Mistake mistake)
    {
        var shop = new WrongShop(mistake);
        shop._frontends.Add(await PictureServer.StartAsync(context => shop.AnswerAsync(context, second: false)));
        shop._frontends.Add(await PictureServer.StartAsync(context => shop.AnswerAsync(context, second: true)));
        return shop;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_frontends.Select(frontend => frontend.DisposeAsync().AsTask()));

    private async Task AnswerAsync(HttpContext context, bool second)
    {
        var request = Interlocked.Increment(ref _requests);
        var body = context.Request.Method == "GET" ? null : (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        var id = context.Request.Method == "POST" ? Guid.CreateVersion7() : Guid.Parse(context.Request.Path.Value!.Split('/')[^1]);
        var (status, product) = context.Request.Method switch
        {
            "POST" => (201, Create(id, body!)),
            "PATCH" when mistake == Mistake.ForgetsWrites && request % 20 == 0 => (200, Next(_products[id], body!)),
            "PATCH" when mistake == Mistake.FailsAfterWrites && request % 5 == 0 => (503, Change(id, body!)),
            "PATCH" when mistake == Mistake.RefusesLate && context.Request.Headers.IfMatch.Count > 0 => (412, _products[id][0].Product),
            "PATCH" => (200, Change(id, body!)),
            _ => (200, Read(id, stale: second && mistake == Mistake.ReadsLate && request % 20 == 0)),
        };
        await WriteAsync(context, status, product);
    }

    private JsonObject Create(Guid id, JsonObject body)
    {
        body["id"] = id.ToString();
        body["revision"] = 1L;
        _products[id] = [(1, body)];
        return body;
    }

    private JsonObject Change(Guid id, JsonObject body) =>
        _products.AddOrUpdate(id, _ => [], (_, all) => [.. all, (all.Length + 1L, Next(all, body))])[^1].Product;

    private JsonObject Read(Guid id, bool stale) => _products[id] is { Length: > 1 } all && stale ? all[^2].Product : _products[id][^1].Product;

    private static JsonObject Next((long Revision, JsonObject Product)[] all, JsonObject body)
    {
        var next = all[^1].Product.DeepClone().AsObject();
        foreach (var (name, value) in body)
        {
            next[name] = value!.DeepClone();
        }

        next["revision"] = all.Length + 1L;
        return next;
    }

    private async Task WriteAsync(HttpContext context, int status, JsonObject product)
    {
        var shown = product.DeepClone().AsObject();
        if (mistake == Mistake.MixesRevisions && context.Request.Method == "GET" && _requests % 20 == 0)
        {
            shown["product_price"] = 0.01;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{(long)product["revision"]!}\"");
        await context.Response.WriteAsync(shown.ToJsonString());
    }
}

internal enum Mistake
{
    None,

    /// <summary>Some writes take effect, and are answered 503: no mistake, but hard to judge.</summary>
    FailsAfterWrites,

    /// <summary>The second front end answers some reads with the revision before.</summary>
    ReadsLate,

    /// <summary>Whoever writes on a condition is refused, and told of the first revision.</summary>
    RefusesLate,

    /// <summary>Some writes are acknowledged and not kept.</summary>
    ForgetsWrites,

    /// <summary>Some answers have the price of another revision.</summary>
    MixesRevisions,
}
