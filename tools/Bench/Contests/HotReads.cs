using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;
using Products.Servers.Cluster;
using Products.Servers.Processes;

namespace Products.Bench.Contests;

/// <summary>Reads of 1,000 products by id: through a front end that holds them, through one that asks the grain each time, through Standalone, and without us.</summary>
internal static class HotReads
{
    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("hot-reads", options);
        var asking = await shop.AddFrontAsync(("Reads:Enabled", "false"));
        var paths = await shop.FillAsync();
        await shop.CopyToPlainAsync();
        await using var standalone = await StandaloneAsync(shop.Cluster.LogFolder);
        var ofStandalone = await shop.ListAsync(await standalone.Client.CreateProductsAsync(await standalone.Client.CreateUserAsync(), 1000));

        Side Reads(string name, Uri url, string? other = null) => new(name, async () => (await Wrk.ReadAsync(url, other ?? paths, options.Seconds)).AsRate());
        var sides = await Contest.RunAsync(options, "/s",
            Reads("front end that holds what it serves", shop.Front.Client.BaseAddress!),
            Reads("front end with `Reads__Enabled=false`: each read asks the grain", asking.Client.BaseAddress!),
            Reads("bare Kestrel, the same bytes and headers", await shop.BareAsync(paths)),
            Reads("ASP.NET + Redis cache-aside", await shop.CacheAsideAsync()),
            Reads("Standalone", standalone.Client.BaseAddress!, ofStandalone));
        var (held, asked, bare, aside, alone) = (sides[0], sides[1], sides[2], sides[3], sides[4]);
        return
        [
            .. sides.Select(side => side.Row()),
            Ratio.Row("held, to bare Kestrel", held, bare, "≥ 0.95"),
            Ratio.P99Row("held, p99 to bare Kestrel's", held, bare, "≤ 1.2"),
            Ratio.Row("held, to cache-aside", held, aside, "≥ 1.5"),
            Ratio.Row("not held, to bare Kestrel", asked, bare, "≥ 0.45"),
            Ratio.Row("not held, to cache-aside", asked, aside),
            Ratio.Row("Standalone, to bare Kestrel", alone, bare),
        ];
    }

    private static async Task<ProductsProcess> StandaloneAsync(string logs)
    {
        var settings = new Dictionary<string, string> { ["Standalone:DataPath"] = Path.Combine(logs, "standalone") };
        var standalone = new ProductsProcess(new ProcessPlan("Standalone", "standalone", FreePort.Next(), settings)
        {
            LogFile = Path.Combine(logs, "standalone.log"),
            LogsDirectly = true,
        });
        await standalone.StartAsync();
        return standalone;
    }
}
