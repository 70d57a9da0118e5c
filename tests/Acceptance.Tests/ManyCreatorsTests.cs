namespace Products.Acceptance.Tests;

public sealed class ManyCreatorsTests(Acceptance acceptance)
{
    [Fact]
    public async Task What_sixteen_creators_were_acknowledged_is_listed_and_all_its_jobs_are_done()
    {
        var customers = acceptance.Customers();
        var started = TimeProvider.System.GetTimestamp();
        await customers.RunAsync(clients: 16, Scale.ProductsOf16Creators, CancellationToken.None);
        var created = TimeProvider.System.GetElapsedTime(started);
        var report = await acceptance.CheckAsync(customers, seconds: 30 + Scale.ProductsOf16Creators / 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"created in {created}, all done in {TimeProvider.System.GetElapsedTime(started)}");

        Assert.Empty(customers.Failures);
        Assert.Equal(Scale.ProductsOf16Creators, customers.Acknowledged.Count);
        var mine = report.Products.Where(product => customers.Acknowledged.ContainsKey(product.Id)).ToList();
        Assert.All(mine, product => Assert.Equal(("ready", 2), (product.ImageStatus, product.Revision)));
        Assert.Equal(customers.Acknowledged.Keys.Order(), (await ListedAsync(mine[0].UserId)).Order());
    }

    private async Task<List<Guid>> ListedAsync(Guid user)
    {
        var listed = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await acceptance.Api.ListProductsAsync(user, limit: 100, cursor: cursor)).Result;
            listed.AddRange(page.Items.Select(product => product.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return listed;
    }
}
