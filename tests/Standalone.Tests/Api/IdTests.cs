using System.Net;

namespace Products.Standalone.Tests.Api;

/// <summary>Ids have one form, in paths, queries and bodies alike.</summary>
public sealed class IdTests(ApiHost host) : IAsyncLifetime
{
    private Guid _userId;
    private Guid _id;

    public async ValueTask InitializeAsync()
    {
        _userId = await host.Api.CreateUserAsync();
        _id = await host.Api.CreateProductAsync(_userId);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("N")]
    [InlineData("B")]
    [InlineData("P")]
    [InlineData("X")]
    public async Task Another_form_is_not_an_id_anywhere(string form)
    {
        var (id, user) = (Uri.EscapeDataString(_id.ToString(form)), Uri.EscapeDataString(_userId.ToString(form)));

        foreach (var path in new[] { $"/products/{id}", $"/products/{id}/images", $"/products/{id}/events", $"/products/{_id}/images/{id}", $"/users/{user}", $"/ui/products/{id}" })
        {
            (await host.Client.SendAsync("GET", path)).IsProblem(HttpStatusCode.NotFound, "not-found");
        }

        (await host.Client.SendAsync("DELETE", $"/products/{id}")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("GET", $"/products?user_id={user}")).IsProblem(HttpStatusCode.BadRequest, "malformed-query", "user_id");
        (await host.Client.SendAsync("GET", $"/events?user_id={user}")).IsProblem(HttpStatusCode.BadRequest, "malformed-query", "user_id");
        (await host.Client.SendJsonAsync("POST", "/products", new { user_id = _userId.ToString(form), product_name = "a", product_description = "", product_price = 1 }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "user_id");
        (await host.Client.SendJsonAsync("PUT", $"/products/{_id}/images/order", new { image_ids = new[] { _id.ToString(form) } }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "/image_ids/0");
        (await host.Client.SendJsonAsync("PATCH", $"/products/{_id}", new { product_images = new[] { "upload:" + _id.ToString(form) } }))
            .IsProblem(HttpStatusCode.UnprocessableEntity, "invalid-fields", "/product_images/0");
    }

    [Fact]
    public async Task Upper_case_is_taken_everywhere_and_lower_case_is_served()
    {
        var (id, user) = (_id.ToString().ToUpperInvariant(), _userId.ToString().ToUpperInvariant());

        Assert.Equal(_id.ToString(), (await host.Client.SendAsync("GET", $"/products/{id}")).Is(HttpStatusCode.OK).Json.Text("id"));
        Assert.Equal(_userId.ToString(), (await host.Client.SendAsync("GET", $"/users/{user}")).Is(HttpStatusCode.OK).Json.Text("id"));
        Assert.Equal(_id.ToString(), (await host.Client.SendAsync("GET", $"/products?user_id={user}")).Is(HttpStatusCode.OK).Json.Items("items").Single().Text("id"));
        var body = new { user_id = user, product_name = "a", product_description = "", product_price = 1 };
        Assert.Equal(_userId.ToString(), (await host.Client.SendJsonAsync("POST", "/products", body)).Is(HttpStatusCode.Created).Json.Text("user_id"));
    }

    [Fact]
    public async Task The_source_of_an_upload_stays_in_upper_case_too()
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "a.jpg" } };
        var source = (await host.Client.SendAsync("POST", $"/products/{_id}/images", form)).Is(HttpStatusCode.Accepted).Json.Items("items").Single().Text("source_url");
        var upper = "upload:" + source["upload:".Length..].ToUpperInvariant();

        var product = (await host.Client.SendJsonAsync("PATCH", $"/products/{_id}", new { product_images = new[] { upper } })).Is(HttpStatusCode.OK).Json;

        Assert.Equal(source, (string?)product["product_images"]![0]);
    }
}
