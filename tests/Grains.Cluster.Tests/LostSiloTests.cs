using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Cluster.Tests;

/// <summary>A silo ends without a word to its grains.</summary>
[Collection(nameof(AloneCollection))]
public sealed class LostSiloTests
{
    [Fact]
    public async Task A_product_is_the_same_after_the_loss_of_its_silo()
    {
        await using var cluster = await GrainCluster.StartAsync();
        var lost = cluster.Silos[0];
        var product = await cluster.Client.CreateChangedLampAsync();
        await cluster.MoveAsync(product, lost);
        var before = await product.EditAsync(Lamps.Price(3), ChangeContext.Unconditional);

        await cluster.KillAsync(lost);

        Assert.Equal(before.Body, (await product.ReadAsync(Guid.Empty))!.Body);
    }

    [Fact]
    public async Task No_acknowledged_change_is_lost_with_a_silo_and_calls_fail_only_so_that_they_can_be_repeated()
    {
        await using var cluster = await GrainCluster.StartAsync(responseTimeout: TimeSpan.FromSeconds(3));
        var callers = await Callers.StartAsync(cluster.Client);
        await callers.MoreAsync();

        await cluster.KillAsync(cluster.Silos[0]);

        await callers.MoreAsync();
        Assert.Empty(await callers.StopAsync());
        Assert.All(callers.Failures, failure => Assert.True(IsRetryable(failure), failure.ToString()));
    }

    /// <summary>What a front end answers with 503, where the call may have been carried out or not.</summary>
    private static bool IsRetryable(Exception failure) =>
        failure is OrleansMessageRejectionException or GrainUnreachableException or TimeoutException;
}
