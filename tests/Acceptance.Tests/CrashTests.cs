using Products.Servers.Cluster;
using Products.Servers.Load;

namespace Products.Acceptance.Tests;

/// <summary>A part of the cluster ends at once, under load, and comes back: nothing that was acknowledged is missing, all fits together.</summary>
public sealed class CrashTests(Acceptance acceptance)
{
    [Fact]
    public Task A_worker_is_killed() => UnderLoadAsync(() => KillAsync(acceptance.Cluster.Workers[0]));

    [Fact]
    public Task A_silo_is_killed() => UnderLoadAsync(() => KillAsync(acceptance.Cluster.Silos[0]));

    [Fact]
    public Task A_front_end_is_killed() => UnderLoadAsync(() => KillAsync(acceptance.Cluster.Frontends[1]));

    [Fact]
    public Task RabbitMQ_is_killed() => UnderLoadAsync(async () =>
    {
        await acceptance.Cluster.Servers.RabbitMq.KillAsync();
        await acceptance.Cluster.Servers.RabbitMq.StartAgainAsync();
    });

    [Fact]
    public Task Both_Redis_servers_are_killed() => UnderLoadAsync(async () =>
    {
        await acceptance.Cluster.Servers.Cache.KillAsync();
        await acceptance.Cluster.Servers.Membership.KillAsync();
        await acceptance.Cluster.Servers.Membership.StartAgainAsync();
        await acceptance.Cluster.Servers.Cache.StartAgainAsync();
    });

    [Fact]
    public Task Postgres_is_restarted() => UnderLoadAsync(async () =>
    {
        await acceptance.Cluster.Servers.Postgres.StopAsync();
        await acceptance.Cluster.Servers.Postgres.StartAgainAsync();
    });

    private static async Task KillAsync(ProductsProcess process)
    {
        await process.KillAsync();
        await process.StartAsync();
    }

    private async Task UnderLoadAsync(Func<Task> fault)
    {
        var customers = acceptance.Customers();
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(clients: Scale.Shoppers, products: null, stop.Token);
        await MoreAsync(customers, load);
        await fault();
        await acceptance.ReadyAsync();
        await MoreAsync(customers, load);
        await stop.CancelAsync();
        await load;

        Assert.DoesNotContain(customers.Failures.Keys, failure => failure.StartsWith("stale", StringComparison.Ordinal));
        await acceptance.CheckAsync(customers, seconds: 90);
    }

    private static async Task MoreAsync(Customers customers, Task load)
    {
        var target = customers.Acknowledged.Count + Scale.ProductsAroundFault;
        await Until.TrueAsync(() => Task.FromResult(customers.Acknowledged.Count), count => count >= target || load.IsFaulted, seconds: 60);
    }
}
