using System.Net;
using Products.Servers.Load;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Changes;

/// <summary>Listening to changes.</summary>
public sealed class EventTests(ApiHost host) : IAsyncLifetime
{
    private string _user = "";

    public async ValueTask InitializeAsync() => _user = await host.Client.CreateUserAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_product_is_heard_of_as_it_is_and_then_with_each_change_until_it_is_deleted()
    {
        var id = await host.Client.CreateProductAsync(_user);
        await using var listener = Listen($"/products/{id}/events");
        await HeardAsync(listener, 1);
        await host.Client.SendJsonAsync("PATCH", $"/products/{id}", new { product_name = "Red lamp" });
        await HeardAsync(listener, 2);
        await host.Client.SendAsync("DELETE", $"/products/{id}");

        var heard = await HeardAsync(listener, 3);

        Assert.Equal([(1, "created"), (2, "updated"), (3, "deleted")], heard.Select(change => (change.Revision, change.Kind)));
        Assert.Equal("Red lamp", heard[1].Data["product"]!.Text("product_name"));
        Assert.Null(heard[2].Data["product"]);
        Assert.All(heard, change => Assert.Equal((id, _user, change.Id), (change.Data.Text("product_id"), change.Data.Text("user_id"), (long)change.Data["change_seq"]!)));
    }

    [Fact]
    public async Task A_user_is_heard_of_from_now_on_and_others_are_not()
    {
        await host.Client.CreateProductAsync(_user);
        await using var listener = Listen($"/events?user_id={_user}");
        await listener.Started;
        await host.Client.CreateProductAsync(await host.Client.CreateUserAsync());
        var id = await host.Client.CreateProductAsync(_user);

        Assert.Equal([id], (await HeardAsync(listener, 1)).Select(change => change.Product.ToString()));
    }

    [Fact]
    public async Task The_images_of_a_product_are_heard_of_one_by_one()
    {
        await using var listener = Listen($"/events?user_id={_user}");
        await listener.Started;
        var id = await host.Client.CreateProductAsync(_user, "http://127.0.0.1:1/nobody-listens-there.jpg");
        await host.Client.SendAsync("POST", $"/products/{id}/images", Photograph());

        var ready = await Until.TrueAsync(() => Task.FromResult(listener.Heard), heard => heard.Any(change => change.Kind == "image_ready"));

        var images = ready.First(change => change.Kind == "image_ready").Data["product"]!.Items("images");
        Assert.Equal(["pending", "ready"], images.Select(image => image.Text("status")));
    }

    [Fact]
    public async Task Who_comes_back_with_the_last_id_hears_what_was_missed_and_no_more()
    {
        var (first, second) = (await host.Client.CreateProductAsync(_user), await host.Client.CreateProductAsync(_user));
        var seen = (await host.Client.GetJsonAsync("/changes?limit=1000")).Items("items").Single(change => change.Text("product_id") == first);
        await host.Client.SendAsync("DELETE", $"/products/{second}");

        await using var listener = Listen($"/events?user_id={_user}", (long)seen["change_seq"]!);
        await HeardAsync(listener, 1);
        var third = await host.Client.CreateProductAsync(_user);

        Assert.Equal([(second, "deleted"), (third, "created")], (await HeardAsync(listener, 2)).Select(change => (change.Product.ToString(), change.Kind)));

        await using var again = Listen($"/products/{second}/events", (long)seen["change_seq"]!);
        Assert.Equal("deleted", (await HeardAsync(again, 1)).Single().Kind);
    }

    [Fact]
    public async Task What_there_is_not_cannot_be_listened_to()
    {
        var deleted = await host.Client.CreateProductAsync(_user);
        await host.Client.SendAsync("DELETE", $"/products/{deleted}");

        (await host.Client.SendAsync("GET", $"/products/{deleted}/events")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("GET", $"/products/{Guid.NewGuid()}/events")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("GET", "/events")).IsProblem(HttpStatusCode.BadRequest, "malformed-query", "user_id");
    }

    [Fact]
    public async Task The_feed_has_each_product_once_and_goes_on_where_it_ended()
    {
        var start = await EndOfFeedAsync();
        var (first, second) = (await host.Client.CreateProductAsync(_user), await host.Client.CreateProductAsync(_user));
        await host.Client.SendJsonAsync("PATCH", $"/products/{first}", new { product_name = "Red lamp" });

        var page = await host.Client.GetJsonAsync($"/changes?after={start}&limit=1000");

        var own = page.Items("items").Where(change => change.Text("user_id") == _user).Select(change => (change.Text("product_id"), (long)change["revision"]!));
        Assert.Equal([(second, 1), (first, 2)], own);
        Assert.True((long)page["next_after"]! > start);
    }

    private async Task<long> EndOfFeedAsync()
    {
        var page = await host.Client.GetJsonAsync("/changes?limit=1000");
        while ((bool)page["more"]!)
        {
            page = await host.Client.GetJsonAsync($"/changes?limit=1000&after={page["next_after"]}");
        }

        return (long)page["next_after"]!;
    }

    private EventListener Listen(string path, long? after = null) => new([host.Client], path, after);

    private static Task<IReadOnlyList<HeardEvent>> HeardAsync(EventListener listener, int count) =>
        Until.TrueAsync(() => Task.FromResult(listener.Heard), heard => heard.Count >= count);

    private static MultipartFormDataContent Photograph()
    {
        var content = new ByteArrayContent(ImageWorker.Tests.Pipeline.Pictures.Quadrants(64, 48).PngsaveBuffer());
        content.Headers.ContentType = new("image/png");
        return new MultipartFormDataContent { { content, "file", "lamp.png" } };
    }
}
