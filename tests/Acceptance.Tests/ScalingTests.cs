using Products.Standalone.Tests.Hosts;

namespace Products.Acceptance.Tests;

public sealed class ScalingTests(Acceptance acceptance)
{
    [Fact]
    public async Task A_third_silo_takes_over_a_share_and_hands_it_over_again_without_a_failed_request()
    {
        var customers = acceptance.Customers();
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(clients: 8, products: null, stop.Token);
        await MoreAsync(customers.Acknowledged.Count);

        var third = await acceptance.Cluster.AddSiloAsync();
        await using var cluster = await ClusterView.ConnectAsync(acceptance.Cluster);
        var address = await Until.TrueAsync(
            async () => (await cluster.ActivationsAsync()).GroupBy(grain => grain.Silo).ToDictionary(silo => silo.Key, silo => silo.Count()),
            shares => shares.Count == 3 && shares.Values.Min() * 10 >= shares.Values.Sum(),
            seconds: 60);
        TestContext.Current.TestOutputHelper?.WriteLine($"shares: {string.Join(", ", address.Values)}");

        Assert.Equal(0, await acceptance.Cluster.RemoveAsync(third));
        await MoreAsync(customers.Acknowledged.Count);
        await stop.CancelAsync();
        await load;

        Assert.Empty(customers.Failures);
        await acceptance.CheckAsync(customers);

        async Task MoreAsync(int from) => await Until.TrueAsync(
            () => Task.FromResult(customers.Acknowledged.Count), count => count >= from + Scale.ProductsAroundFault || load.IsFaulted, seconds: 60);
    }
}
