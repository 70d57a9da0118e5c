using System.Globalization;
using Products.Bench.Measuring;
using Products.Bench.Stages;
using Products.Bench.Suite;
using Products.Servers.Cluster;

namespace Products.Bench.Contests;

/// <summary>
/// 100,000 copies of a product whose three images a worker has made, all read once, so that one silo has them in memory. Grains are kept
/// for two minutes; how many were there is counted just before the heap is measured, and again after it.
/// </summary>
internal static class Memory
{
    private const int Products = 100_000;
    private const int LookedAt = 100;

    public static async Task<IReadOnlyList<string>> RunAsync(BenchOptions options)
    {
        var settings = new Dictionary<string, string> { ["Images:AllowPrivateNetworks"] = "true" };
        await using var shop = await BenchCluster.StartAsync("memory", options, BenchCluster.Small with { Workers = 1, WorkerSettings = settings });
        await using var memory = await ClusterView.ConnectAsync(shop.Cluster);
        var (original, paths) = await PrepareAsync(shop);
        var silo = shop.Cluster.Silos[0].Process;

        await memory.EmptyAsync();
        var before = await ManagedHeap.AfterFullCollectionAsync(silo.Id);
        await shop.Front.Client.ReadAllAsync(paths);
        var held = await memory.ProductsAsync();
        var (heap, resident) = (await ManagedHeap.AfterFullCollectionAsync(silo.Id), silo.Memory);
        var left = await memory.ProductsAsync();
        if (left < held)
        {
            throw new InvalidOperationException($"Of {held} products {held - left} left memory while it was measured.");
        }

        await CheckAsync(shop, original, paths);
        return
        [
            Row("products in the memory of the silo", held.ToString("#,0", CultureInfo.InvariantCulture)),
            Row("managed heap after a full collection", $"{Numbers.Text(heap.Bytes / 1e6)} MB"),
            Row("the same without a product", $"{Numbers.Text(before.Bytes / 1e6)} MB"),
            Row("**managed heap, a product**", $"**{Numbers.Text(heap.Bytes / 1024.0 / held)} KB**", "≤ 6 KB"),
            Row("the same without the gaps between objects, and without what was there before", $"{Numbers.Text((heap.Live - before.Live) / 1024.0 / held)} KB"),
            Row("**resident memory of the silo**", $"**{Numbers.Text(resident / 1e6)} MB**", "< 1,000 MB"),
        ];
    }

    private static async Task<(string Original, IReadOnlyList<string> Paths)> PrepareAsync(BenchCluster shop)
    {
        var photograph = await File.ReadAllBytesAsync(Photographs.Flower);
        await using var pictures = await PictureServer.ServingAsync(photograph);
        var original = await shop.Front.Client.CreateProductAsync(shop.User, 0, [.. Enumerable.Range(1, 3).Select(number => $"{pictures.Url}/lamps/brass-reading-lamp-{number}.jpg")]);
        await shop.Front.Client.ReadyAsync(original);
        return (original, await Clones.MakeAsync(shop, original, Products));
    }

    /// <exception cref="InvalidOperationException">A copy is not shown as its original is.</exception>
    private static async Task CheckAsync(BenchCluster shop, string original, IReadOnlyList<string> paths)
    {
        var expected = await shop.Front.Client.GetStringAsync(original);
        foreach (var path in paths.Where((_, n) => n % (Products / LookedAt) == 0))
        {
            var seen = await shop.Front.Client.GetStringAsync(path);
            if (seen != expected.Replace(original.Split('/')[^1], path.Split('/')[^1], StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{seen}\nis no copy of\n{expected}");
            }
        }
    }

    private static string Row(string what, string value, string wanted = "") => $"| {what} | {value} | | | {wanted} |";
}
