using Products.Grains.Cluster.Tests.Hosts;

namespace Products.Grains.Cluster.Tests;

/// <summary>Silos are added and stopped while calls run.</summary>
[Collection(nameof(AloneCollection))]
public sealed class SilosComeAndGoTests
{
    [Fact]
    public async Task No_change_is_lost_while_silos_are_added_and_stopped_and_calls_fail_only_with_their_silo()
    {
        await using var cluster = await GrainCluster.StartAsync();
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
        Assert.All(callers.Failures, failure => Assert.IsType<SiloUnavailableException>(failure)); // a change may have been made there
    }
}
