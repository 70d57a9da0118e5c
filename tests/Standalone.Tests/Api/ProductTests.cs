using System.Net;
using Products.Client;
using Products.Grains.Interfaces.Products;
using Outcomes = Products.Grains.Interfaces.Images;

namespace Products.Standalone.Tests.Api;

public sealed class ProductTests(ApiHost host) : IAsyncLifetime
{
    private const string Unreachable = "http://127.0.0.1:1/lamp.jpg";

    private Guid _userId;

    private CreateProductRequest Lamp => ApiCalls.Lamp(_userId);

    public async ValueTask InitializeAsync() => _userId = await host.Api.CreateUserAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_product_is_created_with_defaults_and_read_at_its_location()
    {
        var created = (await host.Client.SendJsonAsync("POST", "/products",
            new { user_id = _userId, product_name = "Lamp", product_description = "Bright\nand warm", product_price = 12.5m })).Is(HttpStatusCode.Created);
        var read = (await host.Client.SendAsync("GET", created.Headers.Location!.ToString())).Is(HttpStatusCode.OK);

        Assert.Equal(created.Text, read.Text);
        Assert.Equal(("\"1\"", "\"1\""), (created.ETag, read.ETag));
        Assert.Contains("\"product_price\":12.50,\"currency\":\"USD\",\"product_images\":[]", read.Text, StringComparison.Ordinal);
        Assert.Contains("\"image_status\":\"none\",\"revision\":1", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_of_an_unknown_user_is_refused() =>
        await host.Api.CreateProductAsync(ApiCalls.Lamp(Guid.NewGuid())).IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-user", "user_id");

    [Theory]
    [InlineData("key-1")]
    [InlineData("\"quoted-key\"")]
    public async Task The_same_key_answers_as_the_first_time_and_another_body_is_refused(string key)
    {
        var first = await host.Api.CreateProductAsync(Lamp, key);
        var second = await host.Api.CreateProductAsync(Lamp, key);
        await host.Api.CreateProductAsync(Lamp with { ProductName = "Other" }, key)
            .IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key");

        Assert.Equivalent(first.Result, second.Result, strict: true);
        Assert.Equal((first.StatusCode, first.Location, first.ETag), (second.StatusCode, second.Location, second.ETag));
        Assert.Equal((false, true), (first.IsReplay, second.IsReplay));
    }

    [Fact]
    public async Task An_unchanged_product_is_not_sent_again()
    {
        var id = await host.Api.CreateProductAsync(_userId);

        var same = await Assert.ThrowsAsync<ApiException>(() => host.Api.GetProductAsync(id, ifNoneMatch: "W/\"7\", \"1\""));
        var other = await host.Api.GetProductAsync(id, ifNoneMatch: "\"2\"");

        Assert.Equal((304, "\"1\"", ""), (same.StatusCode, same.Headers["ETag"].Single(), same.Response));
        Assert.Equal(id, other.Result.Id);
    }

    [Fact]
    public async Task Head_answers_as_get_without_a_body()
    {
        var id = await host.Api.CreateProductAsync(_userId);

        var head = await host.Api.HeadProductAsync(id);
        var same = await Assert.ThrowsAsync<ApiException>(() => host.Api.HeadProductAsync(id, ifNoneMatch: "*"));
        var none = await Assert.ThrowsAsync<ApiException>(() => host.Api.HeadProductAsync(Guid.NewGuid()));

        Assert.Equal(("\"1\"", 304, 404), (head.ETag, same.StatusCode, none.StatusCode));
        Assert.Equal("", (await host.Client.SendAsync("HEAD", $"/products/{id}")).Is(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_read_that_waits_is_answered_once_the_images_are_done()
    {
        await using var silent = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var id = await host.Api.CreateProductAsync(_userId, silent.Url);

        var waiting = host.Api.GetProductAsync(id, ImageWait.Images, timeout: 30);
        var early = await host.Api.GetProductAsync(id, ImageWait.Images, timeout: 1);
        await host.Grains.GetGrain<IProductGrain>(id).RecordImageAsync(ProductId.OfInitialImage(id, 0), 1,
            new Outcomes.ImageResult { Attempts = 1, Error = new Outcomes.ImageError("not_found", "The source answered 404.", Retryable: false) });

        Assert.Equal(ImagesStatus.Pending, early.Result.ImageStatus);
        Assert.Equal(ImagesStatus.Failed, (await waiting).Result.ImageStatus);
    }

    [Fact]
    public async Task A_put_sets_every_field()
    {
        var id = await host.Api.CreateProductAsync(_userId, Unreachable);

        var put = await host.Api.ReplaceProductAsync(id, new ReplaceProductRequest { ProductName = "Desk", ProductDescription = "", ProductPrice = 0 });

        var desk = put.Result;
        Assert.Equal(("Desk", "", "USD", 0), (desk.ProductName, desk.ProductDescription, desk.Currency, desk.ProductImages.Count));
        Assert.Equal("\"2\"", put.ETag);
    }

    [Fact]
    public async Task A_patch_leaves_what_it_does_not_name()
    {
        var id = await host.Api.CreateProductAsync(_userId);
        var patched = (await host.Api.PatchProductAsync(id, new PatchProductRequest { ProductPrice = 19.9m, ProductDescription = "" })).Result;
        Assert.Equal(("Lamp", "", 19.90m, "USD"), (patched.ProductName, patched.ProductDescription, patched.ProductPrice, patched.Currency));
    }

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json")]
    public async Task A_patch_sets_what_it_names(string contentType)
    {
        var path = $"/products/{await host.Api.CreateProductAsync(_userId)}";

        var patched = (await host.Client.SendAsync("PATCH", path,
            RawCalls.Body("""{"product_price":1.990e1,"product_description":null}"""u8.ToArray(), contentType))).Is(HttpStatusCode.OK);

        Assert.Contains("\"product_name\":\"Lamp\",\"product_description\":\"\",\"product_price\":19.90", patched.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_an_upload_that_the_product_does_not_have_is_refused()
    {
        var id = await host.Api.CreateProductAsync(_userId);
        await host.Api.PatchProductAsync(id, new PatchProductRequest { ProductImages = [$"upload:{Guid.NewGuid()}"] })
            .IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-upload", "product_images");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_stale_change_is_refused_with_the_current_revision(string method)
    {
        var id = await host.Api.CreateProductAsync(_userId);
        await host.Api.PatchProductAsync(id, new PatchProductRequest { ProductName = "newer" }, "\"1\"");

        foreach (var tag in new[] { "\"1\"", "W/\"2\"", "\"02\"", "\"other\"" })
        {
            Assert.Equal(2, (await ChangeAsync(tag).IsRefusedAsync(HttpStatusCode.PreconditionFailed, "stale-revision")).Revision);
        }

        await ChangeAsync("\"1\", \"2\"");

        Task ChangeAsync(string ifMatch) => method switch
        {
            "PUT" => host.Api.ReplaceProductAsync(id, new ReplaceProductRequest { ProductName = "a", ProductDescription = "", ProductPrice = 1 }, ifMatch),
            "PATCH" => host.Api.PatchProductAsync(id, new PatchProductRequest { ProductName = "a" }, ifMatch),
            _ => host.Api.DeleteProductAsync(id, ifMatch),
        };
    }

    [Fact]
    public async Task A_deleted_product_is_gone()
    {
        var id = await host.Api.CreateProductAsync(_userId);
        await host.Api.DeleteProductAsync(id, ifMatch: "*");

        await host.Api.GetProductAsync(id).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
        await host.Api.DeleteProductAsync(id).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
        await host.Api.PatchProductAsync(id, new PatchProductRequest()).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Each_product_of_a_batch_has_its_own_answer_and_a_repeat_the_same()
    {
        var batch = new CreateProductsRequest { Items = [Lamp, Lamp with { ProductName = "" }, ApiCalls.Lamp(Guid.NewGuid())] };
        var first = (await host.Api.CreateProductsAsync(batch, "batch")).Result.Items;
        var second = (await host.Api.CreateProductsAsync(batch, "batch")).Result.Items;

        Assert.Equal([201, 422, 422], first.Select(answer => answer.Status));
        Assert.Contains("product_name", first[1].Problem!.Errors!.Keys);
        Assert.Equal("/problems/unknown-user", first[2].Problem!.Type);
        Assert.Equal($"/products/{first[0].Product!.Id}", first[0].Location);
        Assert.Equal((first[0].Location, true), (second[0].Location, second[0].IdempotentReplayed));
        Assert.Equal(1, (await host.Api.ReadAsync(first[0].Product!.Id)).Revision);
    }

    [Fact]
    public async Task What_is_no_product_in_a_batch_is_refused_on_its_own()
    {
        object[] items = [new { user_id = _userId }, 7];
        var answers = (await host.Client.SendJsonAsync("POST", "/products:batch", new { items })).Is(HttpStatusCode.MultiStatus).Json.Items("items");

        Assert.Equal([422, 422], answers.Select(answer => (int)answer["status"]!));
        Assert.NotNull(answers[0]["problem"]!["errors"]!["product_name"]);
    }

    [Fact]
    public async Task A_batch_of_more_than_100_is_refused() =>
        await host.Api.CreateProductsAsync(new CreateProductsRequest { Items = [.. Enumerable.Repeat(Lamp, 101)] })
            .IsRefusedAsync(HttpStatusCode.UnprocessableEntity, "invalid-fields", "items");
}
