using Microsoft.Extensions.DependencyInjection;
using Products.Grains.Cluster.Tests.Hosts;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Cluster.Tests;

/// <summary>Changes of one product run one at a time, from wherever they are called.</summary>
public sealed class TurnTests(GrainCluster cluster)
{
    /// <summary>With the two that each product begins with, as many images as a product may have.</summary>
    private const int Changes = 18;

    [Fact]
    public async Task Concurrent_changes_make_each_revision_once_and_none_is_lost()
    {
        var product = await cluster.Client.CreateLampAsync();
        var images = Enumerable.Range(0, Changes).Select(_ => Guid.NewGuid()).ToList();

        var changes = await Task.WhenAll(images.Select((image, number) => AddAsync(From(number, product), image)));

        var revisions = Enumerable.Range(2, Changes).Select(revision => (long)revision);
        Assert.Equal(revisions, changes.Select(change => change.Revision).Order());
        var added = (await product.ReadProductAsync())!.Images.Skip(2).Select(image => image.Id);
        Assert.Equal(images.Order(), added.Order());
    }

    [Fact]
    public async Task Of_concurrent_changes_of_one_revision_one_is_done_and_the_others_are_stale()
    {
        var product = await cluster.Client.CreateLampAsync();
        var first = new ChangeContext { Revisions = [1] };

        var prices = Enumerable.Range(2, 10);
        var changes = await Task.WhenAll(prices.Select(price => From(price, product).EditAsync(Lamps.Price(price), first)));

        var done = Assert.Single(changes, change => change.Status == ChangeStatus.Done);
        Assert.All(changes.Except([done]), change => Assert.Equal((ChangeStatus.Stale, 2L), (change.Status, change.Revision)));
        Assert.Equal(done.ToProduct()!.ProductPrice, (await product.ReadProductAsync())!.ProductPrice);
    }

    [Fact]
    public async Task A_change_begins_only_when_the_one_before_it_is_stored()
    {
        var product = await cluster.Client.CreateLampAsync();
        Task<ProductChange> second;
        using (var write = cluster.Storage.HoldNextWrite(product))
        {
            var first = product.EditAsync(Lamps.Price(2), ChangeContext.Unconditional);
            await write.BegunAsync();
            second = product.EditAsync(Lamps.Price(3), new ChangeContext { Revisions = [2] });
            Assert.Equal(1, (await product.ReadProductAsync())!.Revision); // a later call, so the second change has arrived
            Assert.False(second.IsCompleted);
        }

        Assert.Equal((ChangeStatus.Done, 3L), ((await second).Status, (await second).Revision));
    }

    /// <summary>The product as called from the client, or from one of the silos.</summary>
    private IProductGrain From(int caller, IProductGrain product)
    {
        IServiceProvider[] callers = [cluster.Client.ServiceProvider, .. cluster.Silos.Select(silo => silo.ServiceProvider)];
        var grains = callers[caller % callers.Length].GetRequiredService<IGrainFactory>();
        return grains.GetGrain<IProductGrain>(product.GetPrimaryKey());
    }

    private static Task<ProductChange> AddAsync(IProductGrain product, Guid image) => product.AddImagesAsync(
        [new NewImage { Id = image, SourceUrl = $"https://example.com/{image}.jpg" }], ChangeContext.Unconditional);
}
