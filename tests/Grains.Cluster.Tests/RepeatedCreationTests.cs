using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Cluster.Tests;

/// <summary>An idempotency key stands for a product id, so a repeated creation meets the first one's grain.</summary>
public sealed class RepeatedCreationTests(GrainCluster cluster)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_repeated_creation_is_answered_as_the_first_after_changes_too(bool deactivated)
    {
        var (product, request) = await PrepareAsync();
        var first = await product.CreateAsync(request);
        await product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional);
        if (deactivated)
        {
            await cluster.DeactivateAsync(product);
        }

        var again = await product.CreateAsync(request);

        Assert.Equal((ChangeStatus.Done, 1L), (first.Status, first.Revision));
        Assert.Equal((ChangeStatus.Replayed, 1L), (again.Status, again.Revision));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(2, (await product.ReadAsync(Guid.Empty))!.Revision);
    }

    [Fact]
    public async Task Of_concurrent_equal_creations_one_creates_and_the_others_have_its_answer()
    {
        var (product, request) = await PrepareAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => product.CreateAsync(request)));

        var created = Assert.Single(answers, answer => answer.Status == ChangeStatus.Done);
        Assert.All(answers.Except([created]), answer => Assert.Equal(ChangeStatus.Replayed, answer.Status));
        Assert.All(answers, answer => Assert.Equal(created.Body, answer.Body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_request_with_the_same_key_is_refused(bool deactivated)
    {
        var (product, request) = await PrepareAsync();
        var first = await product.CreateAsync(request);
        if (deactivated)
        {
            await cluster.DeactivateAsync(product);
        }

        var other = await product.CreateAsync(request with { ProductPrice = 2 });

        Assert.Equal(ChangeStatus.KeyReused, other.Status);
        Assert.Equal(first.Body, (await product.ReadAsync(Guid.Empty))!.Body);
    }

    private async Task<(IProductGrain Product, CreateProduct Request)> PrepareAsync()
    {
        var user = await cluster.Client.CreateUserAsync();
        return (cluster.Client.GetGrain<IProductGrain>(ProductId.FromIdempotencyKey(user, "lamp")), Lamps.Request(user));
    }
}
