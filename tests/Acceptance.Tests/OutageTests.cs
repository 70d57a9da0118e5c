namespace Products.Acceptance.Tests;

public sealed class OutageTests(Acceptance acceptance)
{
    [Fact]
    public async Task Products_are_created_while_RabbitMQ_is_stopped_and_their_images_are_ready_once_it_is_back()
    {
        var customers = acceptance.Customers();
        await acceptance.Cluster.Servers.RabbitMq.StopAsync();
        try
        {
            await customers.RunAsync(clients: 1, Scale.ProductsDuringOutage, CancellationToken.None);
        }
        finally
        {
            await acceptance.Cluster.Servers.RabbitMq.StartAgainAsync();
        }

        var started = TimeProvider.System.GetTimestamp();
        var median = customers.CreationMilliseconds.Order().ElementAt(customers.CreationMilliseconds.Count / 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"median of {customers.CreationMilliseconds.Count} creations: {median:0.0} ms");
        Assert.True(median < Scale.CreationLimit, $"{median} ms");
        Assert.Empty(customers.Failures);

        var report = await acceptance.CheckAsync(customers, Scale.RecoverySeconds);
        TestContext.Current.TestOutputHelper?.WriteLine($"all ended {TimeProvider.System.GetElapsedTime(started)} after RabbitMQ was back");
        var mine = report.Products.Where(product => customers.Acknowledged.ContainsKey(product.Id)).ToList();
        Assert.All(mine, product => Assert.Equal(("ready", 2), (product.ImageStatus, product.Revision))); // created, and one result recorded
    }
}
