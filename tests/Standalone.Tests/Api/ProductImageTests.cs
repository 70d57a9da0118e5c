using System.Net;
using Products.Client;
using Products.Grains.Interfaces.Products;
using Outcomes = Products.Grains.Interfaces.Images;

namespace Products.Standalone.Tests.Api;

public sealed class ProductImageTests(ApiHost host) : IAsyncLifetime
{
    private PictureServer _silent = null!;
    private Guid _id;

    private Guid First => ProductId.OfInitialImage(_id, 0);

    private Guid Second => ProductId.OfInitialImage(_id, 1);

    public async ValueTask InitializeAsync()
    {
        _silent = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), _silent.Url + "/a", _silent.Url + "/b");
    }

    public ValueTask DisposeAsync() => _silent.DisposeAsync();

    [Fact]
    public async Task Images_are_listed_and_read()
    {
        var second = (await host.Api.ListImagesAsync(_id)).Result.Items[1];
        var read = await host.Api.GetImageAsync(_id, second.Id);

        Assert.Equivalent(second, read.Result, strict: true);
        Assert.Equal((Second, ImageStatus.Pending, 1, "\"1\""), (second.Id, second.Status, second.Position, read.ETag));
        Assert.Equal(304, (await Assert.ThrowsAsync<ApiException>(() => host.Api.ListImagesAsync(_id, ifNoneMatch: "\"1\""))).StatusCode);
        await host.Api.GetImageAsync(_id, Guid.NewGuid()).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
        await host.Api.ListImagesAsync(Guid.NewGuid()).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_image_is_added_by_url()
    {
        var added = await host.Api.AddImagesAsync(_id, new AddImageRequest { SourceUrl = _silent.Url + "/c", AltText = "A lamp" }, "\"1\"");
        var image = added.Result.Items.Single();
        var read = (await host.Api.GetImageAsync(_id, image.Id)).Result;

        Assert.Equivalent(image, read, strict: true);
        Assert.Equal($"/products/{_id}/images/{image.Id}", added.Location);
        Assert.Equal(("A lamp", 2, "\"2\""), (read.AltText, read.Position, added.ETag));
    }

    [Fact]
    public async Task More_images_than_a_product_may_have_are_refused()
    {
        var image = new AddImageRequest { SourceUrl = _silent.Url };
        for (var count = 2; count < new ProductLimits().MaxImages; count++)
        {
            await host.Api.AddImagesAsync(_id, image);
        }

        await host.Api.AddImagesAsync(_id, image).IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "too-many-images", "product_images");
    }

    [Fact]
    public async Task An_image_is_described_and_removed()
    {
        var described = (await host.Api.DescribeImageAsync(_id, First, new DescribeImageRequest { AltText = "A lamp" })).Result;
        var without = (await host.Api.DescribeImageAsync(_id, First, new DescribeImageRequest { AltText = null })).Result;
        await host.Api.RemoveImageAsync(_id, First, "\"1\"").IsRefusedAsync(HttpStatusCode.PreconditionFailed, "stale-revision");
        await host.Api.RemoveImageAsync(_id, First);
        await host.Api.RemoveImageAsync(_id, First).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(("A lamp", null), (described.AltText, without.AltText));
        (await host.Client.SendTextAsync("PATCH", $"/products/{_id}/images/{Second}", "{}"))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "alt_text");
    }

    [Fact]
    public async Task Images_are_put_in_order()
    {
        Guid[] turned = [Second, First];

        var ordered = (await host.Api.OrderImagesAsync(_id, new OrderImagesRequest { ImageIds = turned })).Result;
        await host.Api.OrderImagesAsync(_id, new OrderImagesRequest { ImageIds = turned[..1] })
            .IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "wrong-order", "image_ids");

        Assert.Equal(turned, ordered.Items.Select(image => image.Id));
    }

    [Fact]
    public async Task Only_a_failed_image_is_retried()
    {
        await host.Api.RetryImageAsync(_id, First).IsRefusedAsync(HttpStatusCode.Conflict, "image-not-failed");
        await host.Grains.GetGrain<IProductGrain>(_id).RecordImageAsync(First, 1,
            new Outcomes.ImageResult { Attempts = 1, Error = new Outcomes.ImageError("not_found", "The source answered 404.", Retryable: false) });
        var retried = await host.Api.RetryImageAsync(_id, First);
        await host.Api.RetryImageAsync(_id, Guid.NewGuid()).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(ImageStatus.Pending, retried.Result.Status);
    }
}
