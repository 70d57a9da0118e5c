using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;
using Products.Servers.Cluster;

namespace Products.Bench.Contests;

/// <summary>The same hot reads through front ends that tell less or more of what they do.</summary>
internal static class TelemetryCosts
{
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var collector = await PictureServer.StartAsync(request => request.Request.Body.CopyToAsync(Stream.Null));
        await using var shop = await BenchCluster.StartAsync("telemetry-costs", options);
        var paths = await shop.FillAsync();
        var silent = await shop.AddFrontAsync(("Telemetry:Metrics", "false"));
        var tracing = await shop.AddFrontAsync(("Telemetry:OtlpEndpoint", collector.Url));
        var tracingAll = await shop.AddFrontAsync(("Telemetry:OtlpEndpoint", collector.Url), ("Telemetry:ReadTraceRatio", "1"));

        Side Reads(string name, ProductsProcess front) => new(name, () => ScrapedAsync(front, async () => (await Wrk.ReadAsync(front.Client.BaseAddress!, paths, options.Seconds)).AsRate()));
        var sides = await Contest.RunAsync(options, "/s",
            new Side("with `Telemetry:Metrics=false`", async () => (await Wrk.ReadAsync(silent.Client.BaseAddress!, paths, options.Seconds)).AsRate()),
            Reads("default, scraped every second", shop.Front),
            Reads("the same, with `Telemetry:OtlpEndpoint`: one read in a thousand is traced", tracing),
            Reads("the same, with `Telemetry:ReadTraceRatio=1`: each read is traced", tracingAll));
        return
        [
            .. sides.Select(side => side.Row()),
            Ratio.Row("default, to none", sides[1], sides[0], "≥ 0.95"),
            Ratio.Row("with traces sent, to none", sides[2], sides[0], "≥ 0.95"),
            Ratio.Row("with each read traced, to none", sides[3], sides[0]),
        ];
    }

    private static async Task<Sample> ScrapedAsync(ProductsProcess front, Func<Task<Sample>> measure)
    {
        using var end = new CancellationTokenSource();
        var scraping = ScrapeAsync(front, end.Token);
        var sample = await measure();
        await end.CancelAsync();
        await scraping;
        return sample;
    }

    private static async Task ScrapeAsync(ProductsProcess front, CancellationToken end)
    {
        using var timer = new PeriodicTimer(ScrapeInterval);
        while (!end.IsCancellationRequested)
        {
            await front.Client.GetStringAsync("/metrics", CancellationToken.None);
            await timer.WaitForNextTickAsync(end).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
