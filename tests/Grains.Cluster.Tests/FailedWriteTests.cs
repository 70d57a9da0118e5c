using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;

namespace Products.Grains.Cluster.Tests;

/// <summary>A failed write ends the activation, and the next activation shows what is stored.</summary>
public sealed class FailedWriteTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_change_that_was_not_stored_is_not_shown_and_can_be_repeated()
    {
        var product = await cluster.Client.CreateLampAsync();
        var before = await product.ReadAsync(Guid.Empty);
        var activations = cluster.Storage.ReadsOf(product);
        cluster.Storage.LoseNextWrite(product);

        await Assert.ThrowsAsync<OrleansException>(() => product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional));

        Assert.Equal(before!.Body, (await product.ReadAsync(Guid.Empty))!.Body);
        Assert.Equal(activations + 1, cluster.Storage.ReadsOf(product));
        var repeated = await product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional);
        Assert.Equal((ChangeStatus.Done, 2L), (repeated.Status, repeated.Revision));
    }

    [Fact]
    public async Task A_change_that_was_stored_without_an_answer_is_shown_and_is_followed_by_the_next_revision()
    {
        var product = await cluster.Client.CreateLampAsync();
        cluster.Storage.LoseNextAnswer(product);

        await Assert.ThrowsAsync<OrleansException>(() => product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional));

        var stored = (await product.ReadProductAsync())!;
        Assert.Equal((2L, 2m), (stored.Revision, stored.ProductPrice));
        var next = await product.EditAsync(Lamps.Price(3), ChangeContext.Unconditional);
        Assert.Equal((ChangeStatus.Done, 3L), (next.Status, next.Revision));
    }

    [Fact]
    public async Task A_creation_that_was_not_stored_leaves_nothing_and_can_be_repeated()
    {
        var request = Lamps.Request(await cluster.Client.CreateUserAsync());
        var product = cluster.Client.GetGrain<IProductGrain>(ProductId.New());
        cluster.Storage.LoseNextWrite(product);

        await Assert.ThrowsAsync<OrleansException>(() => product.CreateAsync(request));

        Assert.Null(await product.ReadAsync(Guid.Empty));
        Assert.Equal(2, cluster.Storage.ReadsOf(product));
        Assert.Equal(ChangeStatus.Done, (await product.CreateAsync(request)).Status);
    }

    [Fact]
    public async Task A_creation_that_was_stored_without_an_answer_is_answered_when_it_is_repeated()
    {
        var request = Lamps.Request(await cluster.Client.CreateUserAsync());
        var product = cluster.Client.GetGrain<IProductGrain>(ProductId.New());
        cluster.Storage.LoseNextAnswer(product);

        await Assert.ThrowsAsync<OrleansException>(() => product.CreateAsync(request));

        var repeated = await product.CreateAsync(request);
        Assert.Equal((ChangeStatus.Replayed, 1L), (repeated.Status, repeated.Revision));
        Assert.Equal(repeated.Body, (await product.ReadAsync(Guid.Empty))!.Body);
    }

    [Fact]
    public async Task A_user_who_was_not_stored_is_not_shown()
    {
        var user = cluster.Client.GetGrain<IUserGrain>(UserId.New());
        cluster.Storage.LoseNextWrite(user);

        await Assert.ThrowsAsync<OrleansException>(() => user.CreateAsync("Ada"));

        Assert.Null(await user.GetAsync());
        Assert.Equal("Grace", (await user.CreateAsync("Grace")).Name);
    }

    [Fact]
    public async Task A_user_who_was_stored_without_an_answer_is_shown()
    {
        var user = cluster.Client.GetGrain<IUserGrain>(UserId.New());
        cluster.Storage.LoseNextAnswer(user);

        await Assert.ThrowsAsync<OrleansException>(() => user.CreateAsync("Ada"));

        Assert.Equal("Ada", (await user.GetAsync())?.Name);
        Assert.Equal("Ada", (await user.CreateAsync("Grace")).Name);
    }
}
