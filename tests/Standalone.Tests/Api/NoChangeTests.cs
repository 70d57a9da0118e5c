using System.Net;
using Products.Grains.Interfaces.Changes;
using Products.Grains.Interfaces.Products;

namespace Products.Standalone.Tests.Api;

/// <summary>A change that changes nothing is answered as a success, and leaves no trace.</summary>
public sealed class NoChangeTests(ApiHost host) : IAsyncLifetime
{
    private Guid _id;
    private string _before = "";

    private Guid Image => ProductId.OfInitialImage(_id, 0);

    private string Path => $"/products/{_id}";

    public async ValueTask InitializeAsync()
    {
        _id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), "http://192.0.2.1/a.jpg");
        _before = (await host.Client.SendAsync("GET", Path)).Is(HttpStatusCode.OK).Text;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_revision_the_time_and_the_feed_stay()
    {
        var number = await LatestChangeAsync();
        foreach (var (method, path, body) in Changes())
        {
            var answer = (await host.Client.SendJsonAsync(method, path, body)).Is(HttpStatusCode.OK);
            Assert.Equal("\"1\"", answer.ETag);
            Assert.True(path != Path || answer.Text == _before);
        }

        Assert.Equal(_before, (await host.Client.SendAsync("GET", Path)).Text);
        Assert.Equal(number, await LatestChangeAsync());
    }

    [Fact]
    public async Task Its_condition_is_evaluated()
    {
        foreach (var (method, path, body) in Changes())
        {
            (await host.Client.SendJsonAsync(method, path, body, ("If-Match", "\"7\""))).IsProblem(HttpStatusCode.PreconditionFailed, "stale-revision");
            (await host.Client.SendJsonAsync(method, path, body, ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);
        }
    }

    private async Task<long> LatestChangeAsync() => (await host.Grains.GetGrain<IChangeFeedGrain>(0).FindAsync(_id, default))!.ChangeSeq;

    private IEnumerable<(string Method, string Path, object Body)> Changes() =>
    [
        ("PATCH", Path, new { }),
        ("PATCH", Path, new { product_name = "Lamp", product_price = 12.500m, currency = (string?)null }),
        ("PATCH", Path, new { product_images = new[] { "http://192.0.2.1/a.jpg" } }),
        ("PUT", Path, new { product_name = "Lamp", product_description = "Bright", product_price = 12.5m, product_images = new[] { "http://192.0.2.1/a.jpg" } }),
        ("PATCH", $"{Path}/images/{Image}", new { alt_text = (string?)null }),
        ("PUT", $"{Path}/images/order", new { image_ids = new[] { Image } }),
    ];
}
