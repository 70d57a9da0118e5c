using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>Lists with one filter each, among 10,000 products of two users. A cached list may be wrong for up to a minute; ours never is.</summary>
internal static class Lists
{
    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("lists", options);
        var other = await shop.Front.Client.CreateUserAsync();
        await shop.Front.Client.CreateProductsAsync(other, 5000);
        await shop.FillAsync(5000);
        await shop.CopyToPlainAsync();
        var (plain, aside) = (await shop.PlainAsync(), await shop.CacheAsideAsync());
        var rows = new List<string>();
        foreach (var (filter, query) in ((string, string)[])[("by user", $"user_id={shop.User}"), ("by price", "min_price=10&max_price=20"), ("by a part of the name", "product_name=lamp%2042")])
        {
            var paths = await shop.ListAsync([$"/products?{query}"]);
            Side Reads(string name, Uri url) => new($"{filter}: {name}", async () => (await Wrk.ReadAsync(url, paths, options.Seconds)).AsRate());
            var sides = await Contest.RunAsync(options, "/s",
                Reads("front end, silo, Postgres", shop.Front.Client.BaseAddress!),
                Reads("ASP.NET + Npgsql `SELECT`", plain),
                Reads("ASP.NET + Redis cache-aside", aside));
            rows.AddRange(
            [
                .. sides.Select(side => side.Row()),
                Ratio.Row($"{filter}, to `SELECT`", sides[0], sides[1]),
                Ratio.Row($"{filter}, to cache-aside", sides[0], sides[2]),
            ]);
        }

        return rows;
    }
}
