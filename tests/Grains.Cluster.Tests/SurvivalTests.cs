using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Cluster.Tests;

/// <summary>A product is the same after its activation has ended, wherever the next one is.</summary>
public sealed class SurvivalTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_product_is_the_same_after_its_deactivation()
    {
        var product = await cluster.Client.CreateChangedLampAsync();
        var before = await product.ReadAsync(Guid.Empty);

        await cluster.DeactivateAsync(product);

        Assert.Equal(before!.Body, (await product.ReadAsync(Guid.Empty))!.Body);
        await CanBeChangedAsync(product);
    }

    [Fact]
    public async Task A_product_is_the_same_on_the_silo_that_it_moves_to()
    {
        var product = await cluster.Client.CreateChangedLampAsync();
        var before = (await product.ReadAsync(Guid.Empty))!;

        await cluster.MoveAsync(product, cluster.Silos.First(silo => !silo.SiloAddress.Equals(before.Silo)));

        Assert.Equal(before.Body, (await product.ReadAsync(Guid.Empty))!.Body);
        await CanBeChangedAsync(product);
    }

    [Fact]
    public async Task A_deleted_product_stays_deleted_after_its_deactivation()
    {
        var product = await cluster.Client.CreateChangedLampAsync();
        Assert.Equal(ChangeStatus.Done, (await product.DeleteAsync(ChangeContext.Unconditional)).Status);

        await cluster.DeactivateAsync(product);

        Assert.Null(await product.ReadAsync(Guid.Empty));
        var change = await product.EditAsync(Lamps.Price(3), ChangeContext.Unconditional);
        Assert.Equal(ChangeStatus.NotFound, change.Status);
    }

    /// <summary>The failed image can be retried, and a result of its first job is superseded.</summary>
    private static async Task CanBeChangedAsync(IProductGrain product)
    {
        var before = (await product.ReadProductAsync())!;
        var failed = before.Images[1].Id;
        var retried = await product.RetryImageAsync(failed, ChangeContext.Unconditional);
        Assert.Equal((ChangeStatus.Done, before.Revision + 1), (retried.Status, retried.Revision));
        var late = await product.RecordImageAsync(failed, generation: 1, new ImageResult { Attempts = 1 });
        Assert.Equal(RecordOutcome.Superseded, late);
    }
}
