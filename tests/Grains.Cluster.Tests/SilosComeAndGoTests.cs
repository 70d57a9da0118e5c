using Products.Grains.Cluster.Tests.Hosts;

namespace Products.Grains.Cluster.Tests;

/// <summary>Silos are added and stopped while calls run.</summary>
/// <remarks>
/// Calls may fail here: a client of the test cluster returns to a silo that is about to stop, because the test cluster's table of
/// silos has no staleness. Cluster.Tests shows that none fails with the product's table.
/// </remarks>
[Collection(nameof(AloneCollection))]
public sealed class SilosComeAndGoTests
{
    [Fact]
    public async Task No_acknowledged_change_is_lost_while_silos_are_added_and_stopped()
    {
        await using var cluster = await GrainCluster.StartAsync(responseTimeout: TimeSpan.FromSeconds(5));
        var callers = await Callers.StartAsync(cluster.Client);
        for (var round = 0; round < 2; round++)
        {
            await callers.MoreAsync();
            await cluster.AddSiloAsync();
            await callers.MoreAsync();
            await cluster.StopAsync(cluster.Silos[0]);
        }

        await callers.MoreAsync();
        Assert.Empty(await callers.StopAsync());
        Assert.All(callers.Failures, failure =>
            Assert.True(failure is SiloUnavailableException or TimeoutException, $"{failure}"));
    }
}
