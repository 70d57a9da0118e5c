using Products.Grains.Interfaces.Changes;
using Products.Storage.Tests.Adapters;

namespace Products.Storage.Tests.Contract;

/// <summary>The feed of changes.</summary>
public abstract class ChangeFeedContract(StorageAdapter adapter)
{
    [Fact]
    public async Task Each_changed_product_comes_once_in_the_order_of_its_latest_change()
    {
        var user = await adapter.CreateUserAsync();
        var start = await adapter.Changes.PositionAsync(default);
        var lamp = await adapter.CreateAsync(States.New(user, "Lamp"));
        var chair = await adapter.CreateAsync(States.New(user, "Chair"));
        await lamp.WriteAsync(state => state.Rename("Red lamp"));

        var changes = await AllAsync(start, limit: 1);

        Assert.Equal([(chair.Id, 1L, ChangeKind.Created), (lamp.Id, 2L, ChangeKind.Updated)], changes.Select(change => (change.ProductId, change.Revision, change.Kind)));
        Assert.All(changes, change => Assert.Equal(user, change.UserId));
        Assert.True(start < changes[0].ChangeSeq && changes[0].ChangeSeq < changes[1].ChangeSeq);
        Assert.Equivalent(lamp.State.ToProduct(), changes[1].Product, strict: true);
        Assert.Equal(lamp.State.UpdatedAt, changes[1].ChangedAt);
    }

    [Fact]
    public async Task A_reader_who_goes_on_sees_what_was_changed_since()
    {
        var user = await adapter.CreateUserAsync();
        var product = await adapter.CreateAsync(States.New(user, "Lamp", 1, "https://example.com/a", "https://example.com/b"));
        ChangeKind[] expected = [ChangeKind.ImageReady, ChangeKind.ImageFailed, ChangeKind.Updated, ChangeKind.Deleted];
        Func<Grains.Products.ProductState, Grains.Products.ProductState>[] changes =
            [state => state.Record(0, States.Success), state => state.Record(1, States.Failure), state => state.Retry(1), state => state.Delete(DateTimeOffset.UtcNow)];

        foreach (var (kind, change) in expected.Zip(changes))
        {
            var position = await adapter.Changes.PositionAsync(default);
            await product.WriteAsync(change);

            var seen = Assert.Single(await AllAsync(position));
            Assert.Equal((product.Id, product.State.Revision, kind), (seen.ProductId, seen.Revision, seen.Kind));
            Assert.Equal(kind == ChangeKind.Deleted, seen.Product is null);
        }
    }

    [Fact]
    public async Task A_page_passes_over_what_nobody_wants()
    {
        var (ada, bob) = (await adapter.CreateUserAsync("Ada"), await adapter.CreateUserAsync("Bob"));
        var start = await adapter.Changes.PositionAsync(default);
        var adas = (await adapter.CreateAsync(States.New(ada))).Id;
        var bobs = (await adapter.CreateAsync(States.New(bob))).Id;
        var others = (await adapter.CreateAsync(States.New(bob))).Id;

        Assert.Equal([adas], await IdsAsync(start, ChangeInterest.OfUser(ada)));
        Assert.Equal([bobs, others], await IdsAsync(start, ChangeInterest.OfUser(bob)));
        Assert.Equal([adas, others], await IdsAsync(start, new ChangeInterest([others], [ada])));
        Assert.Empty(await IdsAsync(start, new ChangeInterest([], [])));

        var page = await adapter.Changes.ReadAsync(new ChangeQuery { After = start, Limit = 2, Interest = new ChangeInterest([others], []) }, default);
        Assert.Empty(page.Items);
        Assert.True(page.More && page.Next > start);
    }

    [Fact]
    public async Task At_its_end_the_feed_stands_still()
    {
        await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        var position = await adapter.Changes.PositionAsync(default);

        var page = await adapter.Changes.ReadAsync(new ChangeQuery { After = position, Limit = 10 }, default);

        Assert.Empty(page.Items);
        Assert.Equal((position, false), (page.Next, page.More));
    }

    [Fact]
    public async Task A_product_is_found_with_its_latest_change_also_when_it_is_deleted()
    {
        var product = await adapter.CreateAsync(States.New(await adapter.CreateUserAsync()));
        var created = await adapter.Changes.FindAsync(product.Id, default);
        await product.WriteAsync(state => state.Delete(DateTimeOffset.UtcNow));
        var deleted = await adapter.Changes.FindAsync(product.Id, default);

        Assert.Equal((1, ChangeKind.Created), (created!.Revision, created.Kind));
        Assert.Equal((2, ChangeKind.Deleted), (deleted!.Revision, deleted.Kind));
        Assert.True(created.ChangeSeq < deleted.ChangeSeq);
        Assert.Null(await adapter.Changes.FindAsync(Guid.NewGuid(), default));
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(long after, ChangeInterest interest) =>
        [.. (await AllAsync(after, interest: interest)).Select(change => change.ProductId)];

    private async Task<IReadOnlyList<ProductEvent>> AllAsync(long after, int limit = 100, ChangeInterest? interest = null)
    {
        var seen = new List<ProductEvent>();
        ChangePage page;
        do
        {
            page = await adapter.Changes.ReadAsync(new ChangeQuery { After = after, Limit = limit, Interest = interest }, default);
            seen.AddRange(page.Items);
            after = page.Next;
        }
        while (page.More);
        return seen;
    }
}
