using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Cluster.Tests;

/// <summary>A committed change is announced on the stream of change notices.</summary>
public sealed class NoticeTests(GrainCluster cluster)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_change_on_any_silo_reaches_a_subscriber(int silo)
    {
        await using var notices = await Notices.SubscribeAsync(cluster.Client);
        var product = await cluster.Client.CreateLampAsync();
        await notices.OfAsync(product, 1);
        await cluster.MoveAsync(product, cluster.Silos[silo]);

        await product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional);

        await notices.OfAsync(product, 2);
        Assert.Equal((await product.ReadProductAsync())!.UserId, notices.OwnerOf(product));
    }

    [Fact]
    public async Task A_change_that_was_not_stored_is_not_announced()
    {
        await using var notices = await Notices.SubscribeAsync(cluster.Client);
        var (product, next) = (await cluster.Client.CreateLampAsync(), await cluster.Client.CreateLampAsync());
        await notices.OfAsync(product, 1);
        await notices.OfAsync(next, 1);
        var silo = (await product.ReadAsync(Guid.Empty))!.Silo;
        await cluster.MoveAsync(next, cluster.Silos.Single(one => one.SiloAddress.Equals(silo)));
        cluster.Storage.LoseNextWrite(product);
        var before = notices.CountOf(product);

        await Assert.ThrowsAsync<OrleansException>(() => product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional));
        await next.EditAsync(Lamps.Price(2), ChangeContext.Unconditional); // by the same silo, so announced later

        await notices.OfAsync(next, 2);
        Assert.Equal(before, notices.CountOf(product));
    }
}
