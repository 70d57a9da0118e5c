using Products.Client;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Products;

public sealed class PagingTests(TestHost host) : IClassFixture<TestHost>
{
    /// <summary>More than ten pages, whatever the tier.</summary>
    private static readonly int Products = Tier.IsFull ? 10_000 : 1000;

    private static readonly int PageSize = Tier.IsFull ? 100 : 80;

    [Fact]
    public async Task Each_product_of_many_pages_is_seen_once_while_others_are_created()
    {
        var user = await host.Api.CreateUserAsync();
        var created = new List<Guid>();
        for (var batch = 0; batch < Products / 100; batch++)
        {
            created.AddRange(await CreateBatchAsync(user, batch));
        }

        using var done = new CancellationTokenSource();
        var creating = KeepCreatingAsync(user, done.Token);
        foreach (var sort in Enum.GetValues<ProductSort>())
        {
            var seen = await PageThroughAsync(user, sort);
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Empty(created.Except(seen));
        }

        await done.CancelAsync();
        Assert.True(await creating > 0);
    }

    private async Task<List<Guid>> PageThroughAsync(Guid user, ProductSort sort)
    {
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await host.Api.ListProductsAsync(user, sort: sort, limit: PageSize, cursor: cursor)).Result;
            seen.AddRange(page.Items.Select(product => product.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return seen;
    }

    private async Task<IEnumerable<Guid>> CreateBatchAsync(Guid user, int batch)
    {
        var items = Enumerable.Range(0, 100).Select(number => Lamp(user, $"Lamp {(number * 37) % 100}", (batch + number) % 50));
        var answer = await host.Api.CreateProductsAsync(new CreateProductsRequest { Items = [.. items] });
        return answer.Result.Items.Select(item => item.Product!.Id);
    }

    private async Task<int> KeepCreatingAsync(Guid user, CancellationToken done)
    {
        var count = 0;
        while (!done.IsCancellationRequested)
        {
            await host.Api.CreateProductAsync(Lamp(user, "Lamp 50", count++ % 50), cancellationToken: CancellationToken.None);
        }

        return count;
    }

    private static CreateProductRequest Lamp(Guid user, string name, int price) => ApiCalls.Lamp(user) with { ProductName = name, ProductPrice = price };
}
