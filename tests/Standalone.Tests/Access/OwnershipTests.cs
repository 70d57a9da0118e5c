using System.Net;
using Products.Grains.Interfaces.Users;

namespace Products.Standalone.Tests.Access;

public sealed class OwnershipTests(AccessHost host) : IClassFixture<AccessHost>, IAsyncLifetime
{
    private readonly Guid _owner = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await host.PostAsync("/users", host.User(_owner), new { name = "Ada" });
        await host.PostAsync("/users", host.User(_other), new { name = "Bob" });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_user_is_who_the_token_says_and_a_repeat_answers_with_the_same()
    {
        var id = Guid.NewGuid();
        var first = (await host.PostAsync("/users", host.User(id), new { name = "Ada" })).Is(HttpStatusCode.Created);
        var again = (await host.PostAsync("/users", host.User(id), new { name = "Other" })).Is(HttpStatusCode.Created);

        Assert.Equal(id.ToString(), first.Json.Text("id"));
        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task A_user_whose_name_is_no_uuid_has_an_id_that_is_derived_from_it()
    {
        var token = host.Sign(new Token { Subject = "auth0|ada" });
        var user = (await host.PostAsync("/users", token, new { name = "Ada" })).Is(HttpStatusCode.Created).Json;
        Assert.Equal(UserId.FromToken(Token.TestIssuer, "auth0|ada").ToString(), user.Text("id"));
    }

    [Fact]
    public async Task Another_users_token_learns_nothing_of_the_revision_and_changes_nothing()
    {
        var product = await host.CreateProductAsync(_owner);
        var path = "/products/" + product.Text("id");

        var answer = await host.SendAsync("DELETE", path, host.User(_other), null, ("If-Match", "\"99\""));
        Assert.Null(answer.IsProblem(HttpStatusCode.Forbidden, "forbidden")["revision"]);

        (await host.SendAsync("DELETE", path, host.User(_owner), null, ("If-Match", "\"99\""))).IsProblem(HttpStatusCode.PreconditionFailed, "stale-revision");
        Assert.Equal("Lamp", (await host.SendAsync("GET", path, host.User(_other))).Is(HttpStatusCode.OK).Json.Text("product_name"));
    }

    [Fact]
    public async Task Another_user_uploads_nothing()
    {
        var product = (await host.CreateProductAsync(_owner)).Text("id");
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "a.jpg" } };

        (await host.SendAsync("POST", $"/products/{product}/images", host.User(_other), form)).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        Assert.False(Directory.Exists(Path.Combine(host.DataPath, "images", Guid.Parse(product).ToString("N"))));
    }

    [Fact]
    public async Task In_a_batch_each_product_is_judged_on_its_own()
    {
        object Item(Guid user) => new { user_id = user, product_name = "Lamp", product_description = "", product_price = 1 };
        var answer = (await host.PostAsync("/products:batch", host.User(_owner), new { items = new[] { Item(_owner), Item(_other) } })).Is(HttpStatusCode.MultiStatus);

        Assert.Equal([201, 403], answer.Json.Items("items").Select(item => (int)item["status"]!));
        Assert.Equal("/problems/forbidden", answer.Json.Items("items")[1]["problem"]!.Text("type"));
    }

    [Fact]
    public async Task A_product_of_another_user_is_refused_by_the_field()
    {
        var body = new { user_id = _other, product_name = "Lamp", product_description = "", product_price = 1 };
        (await host.PostAsync("/products", host.User(_owner), body)).IsProblem(HttpStatusCode.Forbidden, "forbidden", "user_id");
    }

    [Fact]
    public async Task Whoever_has_no_user_yet_is_told_so()
    {
        var id = Guid.NewGuid();
        var body = new { user_id = id, product_name = "Lamp", product_description = "", product_price = 1 };
        (await host.PostAsync("/products", host.User(id), body)).IsProblem(HttpStatusCode.UnprocessableEntity, "unknown-user", "user_id");
    }
}
