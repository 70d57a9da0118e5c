using Products.Bench.Loads;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;

namespace Products.Bench.Contests;

/// <summary>
/// Hot reads through a front end at which 5,000 clients listen and hear nothing, and through one without any; and what a listener takes of
/// the memory. Half of them listen to a product each, half to a user each.
/// </summary>
internal static class ListenerCosts
{
    private const int Listeners = 5_000;
    private const int Products = 1_000;

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        await using var shop = await BenchCluster.StartAsync("listeners", options);
        var paths = await shop.FillAsync(Products);
        var products = await File.ReadAllLinesAsync(paths);
        var busy = await shop.AddFrontAsync();
        var url = busy.Client.BaseAddress!;
        await Wrk.ReadAsync(url, paths, options.Seconds);

        var (heapBefore, residentBefore) = (await ManagedHeap.AfterFullCollectionAsync(busy.Process.Id), busy.Process.Memory);
        using var listeners = await IdleListeners.ConnectAsync(url, PathsOf(products), options.Stop);
        var (heap, resident) = (await ManagedHeap.AfterFullCollectionAsync(busy.Process.Id), busy.Process.Memory);

        Side Reads(string name, Uri server) => new(name, async () => (await Wrk.ReadAsync(server, paths, options.Seconds)).AsRate());
        var sides = await Contest.RunAsync(options, "/s", Reads("without listeners", shop.Front.Client.BaseAddress!), Reads("with 5,000 idle listeners", url));
        return
        [
            .. sides.Select(side => side.Row()),
            Ratio.Row("with 5,000 idle listeners, to without", sides[1], sides[0], "≥ 0.9"),
            Row("live objects, a listener", (heap.Live - heapBefore.Live) / 1024.0 / Listeners),
            Row("managed heap with its gaps, a listener", (heap.Bytes - heapBefore.Bytes) / 1024.0 / Listeners),
            Row("**resident memory of the front end, a listener**", (resident - residentBefore) / 1024.0 / Listeners),
        ];
    }

    private static IEnumerable<string> PathsOf(string[] products) => Enumerable.Range(0, Listeners).Select(number =>
        number % 2 == 0 ? $"{products[number / 2 % products.Length]}/events" : $"/events?user_id={Guid.NewGuid()}");

    private static string Row(string what, double kilobytes) => $"| {what} | {Numbers.Text(kilobytes)} KB | | | |";
}
