using Npgsql;
using Products.Servers.Cluster;
using Products.Servers.Load;

namespace Products.Acceptance.Tests;

public sealed class ScalingTests(Acceptance acceptance)
{
    /// <summary>
    /// The others do not fence the silo that stops; otherwise its products could not be read or changed elsewhere for the length
    /// of a lease.
    /// </summary>
    [Fact]
    public async Task A_third_silo_takes_over_a_share_and_hands_it_over_again_without_a_failed_request()
    {
        var replaced = await ReplacedSilosAsync();
        var customers = acceptance.Customers();
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(clients: Scale.Shoppers, products: null, stop.Token);
        await MoreAsync(customers, load);

        var third = await acceptance.Cluster.AddSiloAsync();
        await using var cluster = await ClusterView.ConnectAsync(acceptance.Cluster);
        var address = await Until.TrueAsync(
            async () => (await cluster.ActivationsAsync()).GroupBy(grain => grain.Silo).ToDictionary(silo => silo.Key, silo => silo.Count()),
            shares => shares.Count == 3 && shares.Values.Min() * 10 >= shares.Values.Sum(),
            seconds: 60);
        TestContext.Current.TestOutputHelper?.WriteLine($"shares: {string.Join(", ", address.Values)}");

        Assert.Equal(0, await acceptance.Cluster.RemoveAsync(third));
        await MoreAsync(customers, load);
        await stop.CancelAsync();
        await load;

        Assert.Empty(customers.Failures);
        Assert.Equal(replaced, await ReplacedSilosAsync());
        await acceptance.CheckAsync(customers);
    }

    [Fact]
    public async Task A_front_end_and_a_worker_come_and_go_without_a_failed_request_or_image()
    {
        var customers = acceptance.Customers();
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(clients: Scale.Shoppers, products: null, stop.Token);
        var (frontend, worker) = (await acceptance.Cluster.AddFrontendAsync(), await acceptance.Cluster.AddWorkerAsync());
        await MoreAsync(customers, load);

        Assert.Equal(0, await acceptance.Cluster.RemoveAsync(frontend));
        Assert.Equal(0, await acceptance.Cluster.RemoveAsync(worker));
        await MoreAsync(customers, load);
        await stop.CancelAsync();
        await load;

        Assert.Empty(customers.Failures);
        var report = await acceptance.CheckAsync(customers);
        Assert.All(report.Products.Where(product => customers.Acknowledged.ContainsKey(product.Id)), product => Assert.Equal("ready", product.ImageStatus));
    }

    private async Task<IReadOnlyList<string>> ReplacedSilosAsync()
    {
        await using var database = NpgsqlDataSource.Create(acceptance.Cluster.Servers.Postgres.ConnectionString);
        await using var command = database.CreateCommand(
            "SELECT coalesce(array_agg(address ORDER BY address), '{}') FROM silos WHERE replaced_at IS NOT NULL");
        return (string[])(await command.ExecuteScalarAsync())!;
    }

    private static async Task MoreAsync(Customers customers, Task load)
    {
        var target = customers.Acknowledged.Count + Scale.ProductsAroundFault;
        await Until.TrueAsync(() => Task.FromResult(customers.Acknowledged.Count), count => count >= target || load.IsFaulted, seconds: 60);
    }
}
