using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;

namespace Products.Grains.Cluster.Tests;

/// <summary>Reads do not wait behind a write, and see the last state that is stored.</summary>
public sealed class InterleavedReadTests(GrainCluster cluster)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_product_is_read_as_before_while_a_change_is_being_stored()
    {
        var product = await cluster.Client.CreateLampAsync();
        var before = await product.ReadAsync(Guid.Empty);
        Task<ProductChange> change;
        using (var write = cluster.Storage.HoldNextWrite(product))
        {
            change = product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional);
            await write.BegunAsync();

            var meanwhile = await product.ReadAsync(Guid.Empty).WaitAsync(Limit);

            Assert.Equal(1, meanwhile!.Revision);
            Assert.Equal(before!.Body, meanwhile.Body);
            Assert.False(change.IsCompleted);
        }

        Assert.Equal((await change).Body, (await product.ReadAsync(Guid.Empty))!.Body);
    }

    [Fact]
    public async Task A_product_is_not_there_while_its_creation_is_being_stored()
    {
        var user = await cluster.Client.CreateUserAsync();
        var product = cluster.Client.GetGrain<IProductGrain>(ProductId.New());
        Task<ProductChange> creation;
        using (var write = cluster.Storage.HoldNextWrite(product))
        {
            creation = product.CreateAsync(Lamps.Request(user));
            await write.BegunAsync();

            Assert.Null(await product.ReadAsync(Guid.Empty).WaitAsync(Limit));
        }

        Assert.Equal((await creation).Body, (await product.ReadAsync(Guid.Empty))!.Body);
    }

    [Fact]
    public async Task An_image_is_wanted_while_its_result_is_being_stored()
    {
        var product = await cluster.Client.CreateLampAsync();
        var image = (await product.ReadProductAsync())!.Images[0].Id;
        var error = new ImageError(ImageErrorCode.Timeout, "Too slow.", Retryable: true);
        Task<RecordOutcome> recording;
        using (var write = cluster.Storage.HoldNextWrite(product))
        {
            recording = product.RecordImageAsync(image, generation: 1, new ImageResult { Attempts = 1, Error = error });
            await write.BegunAsync();

            Assert.True(await product.WantsImageAsync(image, generation: 1).WaitAsync(Limit));
        }

        Assert.Equal(RecordOutcome.Recorded, await recording);
        Assert.False(await product.WantsImageAsync(image, generation: 1));
    }

    [Fact]
    public async Task A_user_is_not_there_while_the_creation_is_being_stored()
    {
        var user = cluster.Client.GetGrain<IUserGrain>(UserId.New());
        Task<User> creation;
        using (var write = cluster.Storage.HoldNextWrite(user))
        {
            creation = user.CreateAsync("Ada");
            await write.BegunAsync();

            Assert.Null(await user.GetAsync().WaitAsync(Limit));
            Assert.False(await user.ExistsAsync().WaitAsync(Limit));
        }

        Assert.Equal(await creation, await user.GetAsync());
    }
}
