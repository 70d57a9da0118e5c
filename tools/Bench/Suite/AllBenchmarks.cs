using Products.Bench.Contests;

namespace Products.Bench.Suite;

/// <summary>The benchmarks by name, in the order in which they run and are shown.</summary>
internal static class AllBenchmarks
{
    public static readonly IReadOnlyList<Benchmark> InOrder =
    [
        new("hot-reads", "1,000 hot products, 32 connections", HotReads.RunAsync),
        new("read-costs", "What each part of a front end costs a hot read, 32 connections", ReadCosts.RunAsync),
        new("listeners", "Hot reads while 5,000 clients listen to events and hear nothing, 32 connections", ListenerCosts.RunAsync),
        new("telemetry-costs", "What telemetry costs a hot read, 32 connections", TelemetryCosts.RunAsync),
        new("cold-reads", "Products that no silo has in memory, read once each, Redis warm, 32 connections", ColdReads.RunAsync),
        new("creates", "Products without images", Creates.RunAsync),
        new("image-creates", "Products with 2 images, which no worker takes up yet, 16 clients", ImageCreates.RunAsync),
        new("updates", "An update of a hot product that front ends hold, one client", Updates.RunAsync),
        new("lists", "The newest 20 of a filter, 32 connections", Lists.RunAsync),
        new("mixes", "Reads and updates of 1,000 hot products, 32 connections", Mixes.RunAsync),
        new("images", "From URL to stored pictures", Images.RunAsync),
        new("memory", "100,000 products with 3 images each in the memory of one silo, measured once", Memory.RunAsync),
        new("start", "Standalone, idle", Start.RunAsync),
        new("standalone-creates", "Products without images in Standalone, 16 clients", StandaloneCreates.RunAsync),
    ];

    /// <exception cref="FormatException">There is none of a name.</exception>
    public static IReadOnlyList<Benchmark> Named(IReadOnlyList<string> names)
    {
        var unknown = names.Where(name => InOrder.All(benchmark => benchmark.Name != name)).ToList();
        return unknown.Count > 0
            ? throw new FormatException($"There is no benchmark '{unknown[0]}'; there are: {string.Join(", ", InOrder.Select(benchmark => benchmark.Name))}.")
            : [.. InOrder.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name))];
    }
}
