using Products.Benchmarks.Loads;
using Products.Benchmarks.Measuring;
using Products.Benchmarks.Stages;
using Products.Benchmarks.Suite;

namespace Products.Benchmarks.Contests;

/// <summary>Each product is read once: ours has to activate its grain from Redis, cache-aside finds its answer there.</summary>
internal static class ColdReads
{
    /// <summary>More than any side reads in a second.</summary>
    private const int ProductsASecond = 40_000;

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await Shop.StartAsync("cold-reads", options);
        await using var memory = await SiloMemory.ConnectAsync(shop.Cluster);
        var original = await shop.Front.Client.CreateProductAsync(shop.User);
        var products = await Clones.MakeAsync(shop, original, ProductsASecond * options.Seconds);
        await shop.CopyToPlainAsync();
        var paths = await shop.ListAsync(products);
        var (aside, plain) = (await shop.CacheAsideAsync(), await shop.PlainAsync());
        await WarmAsync(shop.Front.Client, products);
        using var asideClient = new HttpClient { BaseAddress = aside };
        await WarmAsync(asideClient, products);

        Side Reads(string name, Uri url) => new(name, async () =>
        {
            await memory.EmptyAsync();
            return (await Wrk.ReadOnceAsync(url, paths, options.Seconds)).AsRate();
        });
        var sides = await Contest.RunAsync(options.Rounds, "/s",
            Reads("front end, silo, Redis", shop.Front.Client.BaseAddress!),
            Reads("ASP.NET + Redis cache-aside", aside),
            Reads("ASP.NET + Npgsql `SELECT`", plain));
        return
        [
            .. sides.Select(side => side.Row()),
            Ratio.Row("to cache-aside", sides[0], sides[1]),
            Ratio.Row("to `SELECT`", sides[0], sides[2]),
        ];
    }

    private static Task WarmAsync(HttpClient server, IEnumerable<string> products) => server.ReadAllAsync(products);
}
