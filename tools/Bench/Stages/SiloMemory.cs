using Products.Servers.Cluster;

namespace Products.Bench.Stages;

/// <summary>Takes products out of the silos' memory, as an operator's tool does.</summary>
internal static class SiloMemory
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="TimeoutException">Some stay.</exception>
    public static async Task EmptyAsync(this ClusterView cluster)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await cluster.ProductsAsync() is var left and > 0)
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{left} products stay in memory.");
            }

            await cluster.DeactivateAsync();
        }
    }
}
