using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>Reads and updates of 1,000 products beside cache-aside, whose update writes Postgres and deletes the key.</summary>
internal static class Mixes
{
    private static readonly int[] ReadPercents = [100, 90, 75, 50];

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("mixes", options);
        var paths = await shop.FillAsync();
        await shop.CopyToPlainAsync();
        var aside = await shop.CacheAsideAsync();
        var rows = new List<string>();
        foreach (var percent in ReadPercents)
        {
            Side Mix(string name, Uri url) => new($"{percent}% reads: {name}", async () => (await Wrk.ReadAsync(url, paths, options.Seconds, readPercent: percent)).AsRate());
            var sides = await Contest.RunAsync(options, "/s",
                Mix("front end, silo, Postgres", shop.Front.Client.BaseAddress!), Mix("ASP.NET + Npgsql + Redis cache-aside", aside));
            rows.AddRange([.. sides.Select(side => side.Row()), Ratio.Row($"{percent}% reads, to cache-aside", sides[0], sides[1])]);
        }

        return rows;
    }
}
