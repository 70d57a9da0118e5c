using Products.Servers.Cluster;

namespace Products.Acceptance.Tests;

public sealed class MembershipTests(Acceptance acceptance)
{
    private Dictionary<string, int> _restarts = [];

    [Fact]
    public async Task After_the_membership_table_is_flushed_the_cluster_is_one_again_and_no_grain_is_there_twice()
    {
        var customers = acceptance.Customers();
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(clients: Scale.Shoppers, products: null, stop.Token);
        await Until.TrueAsync(() => Task.FromResult(customers.Acknowledged.Count), count => count >= Scale.ProductsAroundFault);

        _restarts = acceptance.Cluster.Silos.ToDictionary(silo => silo.Name, silo => silo.Process.Restarts);
        await acceptance.Cluster.Servers.Membership.FlushAllAsync();
        var started = TimeProvider.System.GetTimestamp();
        await Until.TrueAsync(OneClusterAsync, whole => whole, Scale.RecoverySeconds);
        TestContext.Current.TestOutputHelper?.WriteLine($"one cluster {TimeProvider.System.GetElapsedTime(started)} after the flush");

        await acceptance.ReadyAsync();
        var before = customers.Acknowledged.Count;
        await Until.TrueAsync(() => Task.FromResult(customers.Acknowledged.Count), count => count >= before + Scale.ProductsAroundFault, seconds: 60);
        await stop.CancelAsync();
        await load;
        await using (var cluster = await ClusterView.ConnectAsync(acceptance.Cluster))
        {
            var twice = (await cluster.ActivationsAsync()).GroupBy(activation => activation.Grain).Where(grain => grain.Count() > 1);
            Assert.Empty(twice);
        }

        await acceptance.CheckAsync(customers);
    }

    /// <summary>Whether both silos were started anew, are ready, and see each other.</summary>
    private async Task<bool> OneClusterAsync()
    {
        if (acceptance.Cluster.Silos.Any(silo => silo.Process.Restarts == _restarts[silo.Name]) || (await Task.WhenAll(acceptance.Cluster.Silos.Select(silo => silo.LookAsync("/health/ready")))).Any(look => !look.Healthy))
        {
            return false;
        }

        await using var cluster = await ClusterView.ConnectAsync(acceptance.Cluster);
        return await cluster.SilosAsync() == acceptance.Cluster.Silos.Count;
    }
}
