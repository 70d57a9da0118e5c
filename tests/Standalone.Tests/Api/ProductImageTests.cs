using System.Net;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Servers;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

public sealed class ProductImageTests(ApiHost host) : IAsyncLifetime
{
    private PictureServer _silent = null!;
    private Guid _id;

    private string Images => $"/products/{_id}/images";

    public async ValueTask InitializeAsync()
    {
        _silent = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _id = Guid.Parse(await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), _silent.Url + "/a", _silent.Url + "/b"));
    }

    public ValueTask DisposeAsync() => _silent.DisposeAsync();

    [Fact]
    public async Task Images_are_listed_and_read()
    {
        var list = (await host.Client.SendAsync("GET", Images)).Is(HttpStatusCode.OK);
        var second = list.Json.Items("items")[1];
        var image = (await host.Client.SendAsync("GET", $"{Images}/{second.Text("id")}")).Is(HttpStatusCode.OK);

        Assert.Equal(second.ToJsonString(), image.Json.ToJsonString());
        Assert.Equal(("pending", 1, "\"1\""), (second.Text("status"), (int)second["position"]!, image.ETag));
        (await host.Client.SendAsync("GET", Images, null, ("If-None-Match", "\"1\""))).Is(HttpStatusCode.NotModified);
        (await host.Client.SendAsync("GET", $"{Images}/{Guid.NewGuid()}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("GET", $"/products/{Guid.NewGuid()}/images")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_image_is_added_by_url()
    {
        var added = (await host.Client.SendJsonAsync("POST", Images, new { source_url = _silent.Url + "/c", alt_text = "A lamp" }, ("If-Match", "\"1\"")))
            .Is(HttpStatusCode.Accepted);
        var read = (await host.Client.SendAsync("GET", added.Headers.Location!.ToString())).Is(HttpStatusCode.OK);

        Assert.Equal(added.Json.Items("items").Single().ToJsonString(), read.Json.ToJsonString());
        Assert.Equal(("A lamp", 2, "\"2\""), ((string?)read.Json["alt_text"], (int)read.Json["position"]!, added.ETag));
    }

    [Fact]
    public async Task More_images_than_a_product_may_have_are_refused()
    {
        for (var count = 2; count < new ProductLimits().MaxImages; count++)
        {
            (await host.Client.SendJsonAsync("POST", Images, new { source_url = _silent.Url })).Is(HttpStatusCode.Accepted);
        }

        (await host.Client.SendJsonAsync("POST", Images, new { source_url = _silent.Url }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "too-many-images", "product_images");
    }

    [Fact]
    public async Task An_image_is_described_and_removed()
    {
        var image = $"{Images}/{ProductId.OfInitialImage(_id, 0)}";

        var described = (await host.Client.SendJsonAsync("PATCH", image, new { alt_text = "A lamp" })).Is(HttpStatusCode.OK);
        (await host.Client.SendTextAsync("PATCH", image, """{"alt_text":null}""")).Is(HttpStatusCode.OK);
        (await host.Client.SendTextAsync("PATCH", image, "{}")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "alt_text");
        (await host.Client.SendAsync("DELETE", image, null, ("If-Match", "\"1\""))).IsProblem(HttpStatusCode.PreconditionFailed, "stale-revision");
        (await host.Client.SendAsync("DELETE", image)).Is(HttpStatusCode.NoContent);
        (await host.Client.SendAsync("DELETE", image)).IsProblem(HttpStatusCode.NotFound, "not-found");

        Assert.Equal("A lamp", (string?)described.Json["alt_text"]);
    }

    [Fact]
    public async Task Images_are_put_in_order()
    {
        Guid[] turned = [ProductId.OfInitialImage(_id, 1), ProductId.OfInitialImage(_id, 0)];

        var ordered = (await host.Client.SendJsonAsync("PUT", Images + "/order", new { image_ids = turned })).Is(HttpStatusCode.OK);
        (await host.Client.SendJsonAsync("PUT", Images + "/order", new { image_ids = turned[..1] }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-order", "image_ids");

        Assert.Equal(turned, ordered.Json.Items("items").Select(image => Guid.Parse(image.Text("id"))));
    }

    [Fact]
    public async Task Only_a_failed_image_is_retried()
    {
        var image = ProductId.OfInitialImage(_id, 0);
        var retry = $"{Images}/{image}/retry";

        (await host.Client.SendAsync("POST", retry)).IsProblem(HttpStatusCode.Conflict, "image-not-failed");
        await host.Grains.GetGrain<IProductGrain>(_id).RecordImageAsync(image, 1,
            new ImageResult { Attempts = 1, Error = new ImageError("not_found", "The source answered 404.", Retryable: false) });
        var retried = (await host.Client.SendAsync("POST", retry)).Is(HttpStatusCode.Accepted);
        (await host.Client.SendAsync("POST", $"{Images}/{Guid.NewGuid()}/retry")).IsProblem(HttpStatusCode.NotFound, "not-found");

        Assert.Equal("pending", (string?)retried.Json["status"]);
    }
}
