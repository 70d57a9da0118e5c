using System.Net;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Servers;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

public sealed class ProductTests(ApiHost host) : IAsyncLifetime
{
    private const string Unreachable = "http://127.0.0.1:1/lamp.jpg";

    private string _userId = "";

    private object Lamp => new { user_id = _userId, product_name = "Lamp", product_description = "Bright\nand warm", product_price = 12.5m };

    public async ValueTask InitializeAsync() => _userId = await host.Client.CreateUserAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_product_is_created_with_defaults_and_read_at_its_location()
    {
        var created = (await host.Client.SendJsonAsync("POST", "/products", Lamp)).Is(HttpStatusCode.Created);
        var read = (await host.Client.SendAsync("GET", created.Headers.Location!.ToString())).Is(HttpStatusCode.OK);

        Assert.Equal(created.Text, read.Text);
        Assert.Equal(("\"1\"", "\"1\""), (created.ETag, read.ETag));
        Assert.Contains("\"product_price\":12.50,\"currency\":\"USD\",\"product_images\":[]", read.Text, StringComparison.Ordinal);
        Assert.Contains("\"image_status\":\"none\",\"revision\":1", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_of_an_unknown_user_is_refused()
    {
        _userId = Guid.NewGuid().ToString();
        (await host.Client.SendJsonAsync("POST", "/products", Lamp)).IsProblem(HttpStatusCode.UnprocessableEntity, "unknown-user", "user_id");
    }

    [Theory]
    [InlineData("key-1")]
    [InlineData("\"quoted-key\"")]
    public async Task The_same_key_answers_as_the_first_time_and_another_body_is_refused(string key)
    {
        var first = (await host.Client.SendJsonAsync("POST", "/products", Lamp, ("Idempotency-Key", key))).Is(HttpStatusCode.Created);
        var second = (await host.Client.SendJsonAsync("POST", "/products", Lamp, ("Idempotency-Key", key))).Is(HttpStatusCode.Created);
        var other = await host.Client.SendJsonAsync("POST", "/products",
            new { user_id = _userId, product_name = "Other", product_description = "", product_price = 1 }, ("Idempotency-Key", key));

        Assert.Equal((first.Text, first.Headers.Location, first.ETag), (second.Text, second.Headers.Location, second.ETag));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
        other.IsProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused", "Idempotency-Key");
    }

    [Fact]
    public async Task An_unchanged_product_is_not_sent_again()
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId);

        var same = (await host.Client.SendAsync("GET", path, null, ("If-None-Match", "W/\"7\", \"1\""))).Is(HttpStatusCode.NotModified);
        (await host.Client.SendAsync("GET", path, null, ("If-None-Match", "\"2\""))).Is(HttpStatusCode.OK);

        Assert.Equal(("\"1\"", ""), (same.ETag, same.Text));
    }

    [Fact]
    public async Task Head_answers_as_get_without_a_body()
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId);

        var head = (await host.Client.SendAsync("HEAD", path)).Is(HttpStatusCode.OK);
        (await host.Client.SendAsync("HEAD", path, null, ("If-None-Match", "*"))).Is(HttpStatusCode.NotModified);
        (await host.Client.SendAsync("HEAD", $"/products/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);

        Assert.Equal(("\"1\"", ""), (head.ETag, head.Text));
    }

    [Fact]
    public async Task A_read_that_waits_is_answered_once_the_images_are_done()
    {
        await using var silent = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var id = Guid.Parse(await host.Client.CreateProductAsync(_userId, silent.Url));

        var waiting = host.Client.SendAsync("GET", $"/products/{id}?wait=images&timeout=30");
        var early = (await host.Client.SendAsync("GET", $"/products/{id}?wait=images&timeout=1")).Is(HttpStatusCode.OK);
        await host.Grains.GetGrain<IProductGrain>(id).RecordImageAsync(ProductId.OfInitialImage(id, 0), 1,
            new ImageResult { Attempts = 1, Error = new ImageError("not_found", "The source answered 404.", Retryable: false) });

        Assert.Equal("pending", (string?)early.Json["image_status"]);
        Assert.Equal("failed", (string?)(await waiting).Json["image_status"]);
    }

    [Fact]
    public async Task A_put_sets_every_field()
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId, Unreachable);

        var put = (await host.Client.SendJsonAsync("PUT", path, new { product_name = "Desk", product_description = "", product_price = 0 })).Is(HttpStatusCode.OK);

        Assert.Equal(("Desk", "", "USD", 0), ((string?)put.Json["product_name"], (string?)put.Json["product_description"], (string?)put.Json["currency"],
            put.Json["product_images"]!.AsArray().Count));
        Assert.Equal("\"2\"", put.ETag);
    }

    [Theory]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/json")]
    public async Task A_patch_sets_what_it_names(string contentType)
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId);

        var patched = (await host.Client.SendAsync("PATCH", path,
            RawCalls.Body("""{"product_price":1.990e1,"product_description":null}"""u8.ToArray(), contentType))).Is(HttpStatusCode.OK);

        Assert.Contains("\"product_name\":\"Lamp\",\"product_description\":\"\",\"product_price\":19.90", patched.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_an_upload_that_the_product_does_not_have_is_refused()
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId);
        (await host.Client.SendJsonAsync("PATCH", path, new { product_images = new[] { $"upload:{Guid.NewGuid()}" } }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "unknown-upload", "product_images");
    }

    [Theory]
    [InlineData("PUT", """{"product_name":"a","product_description":"","product_price":1}""")]
    [InlineData("PATCH", """{"product_name":"a"}""")]
    [InlineData("DELETE", null)]
    public async Task A_stale_change_is_refused_with_the_current_revision(string method, string? body)
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId);
        (await host.Client.SendTextAsync("PATCH", path, """{"product_name":"newer"}""", ("If-Match", "\"1\""))).Is(HttpStatusCode.OK);

        foreach (var tag in new[] { "\"1\"", "W/\"2\"", "\"02\"", "\"other\"" })
        {
            var stale = await host.Client.SendAsync(method, path, ContentOf(body), ("If-Match", tag));
            Assert.Equal(2, (long?)stale.IsProblem(HttpStatusCode.PreconditionFailed, "stale-revision")["revision"]);
        }

        Assert.True((int)(await host.Client.SendAsync(method, path, ContentOf(body), ("If-Match", "\"1\", \"2\""))).Status < 300);
    }

    [Fact]
    public async Task A_deleted_product_is_gone()
    {
        var path = "/products/" + await host.Client.CreateProductAsync(_userId);
        (await host.Client.SendAsync("DELETE", path, null, ("If-Match", "*"))).Is(HttpStatusCode.NoContent);

        (await host.Client.SendAsync("GET", path)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("DELETE", path)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendTextAsync("PATCH", path, "{}")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Each_product_of_a_batch_has_its_own_answer_and_a_repeat_the_same()
    {
        object[] items = [Lamp, new { user_id = _userId }, new { user_id = Guid.NewGuid(), product_name = "a", product_description = "", product_price = 1 }, 7];
        var first = (await host.Client.SendJsonAsync("POST", "/products:batch", new { items }, ("Idempotency-Key", "batch"))).Is(HttpStatusCode.MultiStatus);
        var second = (await host.Client.SendJsonAsync("POST", "/products:batch", new { items }, ("Idempotency-Key", "batch"))).Is(HttpStatusCode.MultiStatus);

        var answers = first.Json.Items("items");
        Assert.Equal([201, 422, 422, 422], answers.Select(answer => (int)answer["status"]!));
        Assert.NotNull(answers[1]["problem"]!["errors"]!["product_name"]);
        Assert.Equal("/problems/unknown-user", (string?)answers[2]["problem"]!["type"]);
        (await host.Client.SendAsync("GET", answers[0].Text("location"))).Is(HttpStatusCode.OK);
        Assert.Equal(answers[0].Text("location"), second.Json.Items("items")[0].Text("location"));
        Assert.True((bool)second.Json.Items("items")[0]["idempotent_replayed"]!);
    }

    [Fact]
    public async Task A_batch_of_more_than_100_is_refused() =>
        (await host.Client.SendJsonAsync("POST", "/products:batch", new { items = Enumerable.Repeat(Lamp, 101) }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "items");

    private static ByteArrayContent? ContentOf(string? body) => body is null ? null : RawCalls.Body(System.Text.Encoding.UTF8.GetBytes(body));
}
