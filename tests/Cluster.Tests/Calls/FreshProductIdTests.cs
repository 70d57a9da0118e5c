using Orleans.Storage;
using Products.Cluster.Tests.Cache;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Storage;

namespace Products.Cluster.Tests.Calls;

public sealed class FreshProductIdTests
{
    private readonly FakeStorage _inner = new();

    [Fact]
    public async Task The_product_that_the_call_is_about_is_not_looked_for()
    {
        await ReadAsync(FreshProductId.New());
        Assert.Equal(0, _inner.Reads);
    }

    [Fact]
    public async Task Any_other_is()
    {
        FreshProductId.New();
        await ReadAsync(ProductId.New());
        Assert.Equal(1, _inner.Reads);
    }

    [Fact]
    public async Task One_whose_call_is_sent_again_is()
    {
        var id = FreshProductId.New();
        FreshProductId.Forget();
        await ReadAsync(id);
        Assert.Equal(1, _inner.Reads);
    }

    private Task ReadAsync(Guid id)
    {
        IGrainStorage storage = new FreshGrainStorage(_inner);
        return storage.ReadStateAsync("product", GrainId.Create("product", id.ToString("N")), new GrainState<ImageJob>());
    }
}
