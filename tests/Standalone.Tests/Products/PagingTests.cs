using System.Text.Json.Nodes;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Products;

public sealed class PagingTests(TestHost host) : IClassFixture<TestHost>
{
    private const int Products = 10_000;

    [Fact]
    public async Task Ten_thousand_products_are_each_seen_once_while_others_are_created()
    {
        var user = await host.Client.CreateUserAsync();
        var created = new List<string>();
        for (var batch = 0; batch < Products / 100; batch++)
        {
            created.AddRange(await CreateBatchAsync(user, batch));
        }

        using var done = new CancellationTokenSource();
        var creating = KeepCreatingAsync(user, done.Token);
        foreach (var sort in (string[])["-created_at", "created_at", "product_price", "-product_price", "product_name", "-product_name"])
        {
            var seen = await PageThroughAsync($"/products?user_id={user}&sort={sort}&limit=100");
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Empty(created.Except(seen));
        }

        await done.CancelAsync();
        Assert.True(await creating > 0);
    }

    private async Task<List<string>> PageThroughAsync(string path)
    {
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await host.Client.GetJsonAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            seen.AddRange(page.Items("items").Select(product => product.Text("id")));
            cursor = (string?)page["next_cursor"];
        }
        while (cursor is not null);
        return seen;
    }

    private async Task<IEnumerable<string>> CreateBatchAsync(string user, int batch)
    {
        var body = Enumerable.Range(0, 100).Select(number => Body(user, $"Lamp {(number * 37) % 100}", (batch + number) % 50));
        var answer = await host.Client.PostJsonAsync("/products:batch", new { items = body });
        return answer.Items("items").Select(item => (string)item["product"]!["id"]!);
    }

    private async Task<int> KeepCreatingAsync(string user, CancellationToken done)
    {
        var count = 0;
        while (!done.IsCancellationRequested)
        {
            await host.Client.PostJsonAsync("/products", Body(user, "Lamp 50", count++ % 50));
        }

        return count;
    }

    private static JsonObject Body(string user, string name, int price) => new()
    {
        ["user_id"] = user,
        ["product_name"] = name,
        ["product_description"] = "",
        ["product_price"] = price,
    };
}
