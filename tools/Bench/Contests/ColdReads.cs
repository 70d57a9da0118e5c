using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;
using Products.Servers.Cluster;

namespace Products.Bench.Contests;

/// <summary>
/// Products in turn, each of which ours has to activate from Redis; cache-aside finds its answers there. Neither has read one twice
/// without having forgotten it in between: ours is checked for it, and the others keep nothing in memory.
/// </summary>
internal static class ColdReads
{
    /// <summary>More than ours reads in a second.</summary>
    private const int ProductsASecond = 12_000;

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("cold-reads", options);
        await using var memory = await ClusterView.ConnectAsync(shop.Cluster);
        var original = await shop.Front.Client.CreateProductAsync(shop.User);
        var products = await Clones.MakeAsync(shop, original, ProductsASecond * options.Seconds);
        await shop.CopyToPlainAsync();
        var paths = await shop.ListAsync(products);
        var (aside, plain) = (await shop.CacheAsideAsync(), await shop.PlainAsync());
        await shop.Front.Client.ReadAllAsync(products);
        using var asideClient = new HttpClient { BaseAddress = aside };
        await asideClient.ReadAllAsync(products);

        Side Reads(string name, Uri url) => new(name, async () => (await Wrk.ReadInTurnAsync(url, paths, options.Seconds)).AsRate());
        var sides = await Contest.RunAsync(options, "/s",
            new Side("front end, silo, Redis", async () =>
            {
                await memory.EmptyAsync();
                return OnlyOnce(await Wrk.ReadInTurnAsync(shop.Front.Client.BaseAddress!, paths, options.Seconds), products.Count).AsRate();
            }),
            Reads("ASP.NET + Redis cache-aside", aside),
            Reads("ASP.NET + Npgsql `SELECT`", plain));
        return
        [
            .. sides.Select(side => side.Row()),
            Ratio.Row("to cache-aside", sides[0], sides[1]),
            Ratio.Row("to `SELECT`", sides[0], sides[2]),
        ];
    }

    /// <exception cref="InvalidOperationException">There were too few products for so many seconds.</exception>
    private static WrkResult OnlyOnce(WrkResult result, int products) => result.Requests < products
        ? result
        : throw new InvalidOperationException($"{result.Requests} requests for {products} products: some were read from memory.");
}
