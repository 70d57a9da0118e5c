using System.Diagnostics.Metrics;

namespace Products.Silo.Cache;

/// <summary>What the second-level cache saves the database, in the meter <c>Products.Silo.Cache</c>.</summary>
internal static class CacheFigures
{
    private static readonly Counter<long> Reads = new Meter("Products.Silo.Cache").CreateCounter<long>(
        "products.cache.reads", "{read}", "States that activations read: found in the cache (hit), not found (miss), or not looked for, because the cache is not in use (unused).");

    public static void Read(bool isHit) => Count(isHit ? "hit" : "miss");

    public static void Unused() => Count("unused");

    private static void Count(string outcome) => Reads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
