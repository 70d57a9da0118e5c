using System.Net;
using Products.Client;
using Products.Servers.Load;
using Products.Standalone.Tests.Api;

namespace Products.Standalone.Tests.Changes;

/// <summary>Listening to changes.</summary>
public sealed class EventTests(ApiHost host) : IAsyncLifetime
{
    private Guid _user;

    private static PatchProductRequest RedLamp => new() { ProductName = "Red lamp" };

    public async ValueTask InitializeAsync() => _user = await host.Api.CreateUserAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_product_is_heard_of_as_it_is_and_then_with_each_change_until_it_is_deleted()
    {
        var id = await host.Api.CreateProductAsync(_user);
        await using var listener = Listen($"/products/{id}/events");
        await HeardAsync(listener, 1);
        await host.Api.PatchProductAsync(id, RedLamp);
        await HeardAsync(listener, 2);
        await host.Api.DeleteProductAsync(id);

        var heard = await HeardAsync(listener, 3);

        Assert.Equal([(1, "created"), (2, "updated"), (3, "deleted")], heard.Select(change => (change.Revision, change.Kind)));
        Assert.Equal("Red lamp", heard[1].Data["product"]!.Text("product_name"));
        Assert.Null(heard[2].Data["product"]);
        Assert.All(heard, change => Assert.Equal(($"{id}", $"{_user}", change.Id), (change.Data.Text("product_id"), change.Data.Text("user_id"), (long)change.Data["change_seq"]!)));
    }

    [Fact]
    public async Task A_user_is_heard_of_from_now_on_and_others_are_not()
    {
        await host.Api.CreateProductAsync(_user);
        await using var listener = Listen($"/events?user_id={_user}");
        await listener.Started;
        await host.Api.CreateProductAsync(await host.Api.CreateUserAsync());
        var id = await host.Api.CreateProductAsync(_user);

        Assert.Equal([id], (await HeardAsync(listener, 1)).Select(change => change.Product));
    }

    [Fact]
    public async Task The_images_of_a_product_are_heard_of_one_by_one()
    {
        await using var listener = Listen($"/events?user_id={_user}");
        await listener.Started;
        var id = await host.Api.CreateProductAsync(_user, "http://127.0.0.1:1/nobody-listens-there.jpg");
        await host.Api.UploadImagesAsync(id, file: [Photograph()]);

        var ready = await Until.TrueAsync(() => Task.FromResult(listener.Heard), heard => heard.Any(change => change.Kind == "image_ready"));

        var images = ready.First(change => change.Kind == "image_ready").Data["product"]!.Items("images");
        Assert.Equal(["pending", "ready"], images.Select(image => image.Text("status")));
    }

    [Fact]
    public async Task Who_comes_back_with_the_last_id_hears_what_was_missed_and_no_more()
    {
        var (first, second) = (await host.Api.CreateProductAsync(_user), await host.Api.CreateProductAsync(_user));
        var seen = (await host.Api.ListChangesAsync(limit: 1000)).Result.Items.Single(change => change.ProductId == first).ChangeSeq;
        await host.Api.DeleteProductAsync(second);

        await using var listener = Listen($"/events?user_id={_user}", seen);
        await HeardAsync(listener, 1);
        var third = await host.Api.CreateProductAsync(_user);

        Assert.Equal([(second, "deleted"), (third, "created")], (await HeardAsync(listener, 2)).Select(change => (change.Product, change.Kind)));

        await using var again = Listen($"/products/{second}/events", seen);
        Assert.Equal("deleted", (await HeardAsync(again, 1)).Single().Kind);
    }

    [Fact]
    public async Task An_id_that_there_is_not_yet_counts_as_none()
    {
        var id = await host.Api.CreateProductAsync(_user);
        await using var ofUser = Listen($"/events?user_id={_user}", long.MaxValue / 2);
        await using var ofProduct = Listen($"/products/{id}/events", long.MaxValue / 2);
        await ofUser.Started;
        await HeardAsync(ofProduct, 1);
        await host.Api.PatchProductAsync(id, new PatchProductRequest { ProductName = "Red lamp" });

        Assert.Equal(2, (await HeardAsync(ofUser, 1)).Single().Revision);
        Assert.Equal(2, (await HeardAsync(ofProduct, 2))[^1].Revision);
    }

    [Fact]
    public async Task Who_has_missed_nothing_is_let_in_at_once()
    {
        var id = await host.Api.CreateProductAsync(_user);
        await using var first = Listen($"/products/{id}/events");
        var seen = (await HeardAsync(first, 1)).Single().Id;

        Assert.Equal("event: heartbeat", (await host.Client.SendAsync("GET", $"/products/{id}/events", null, ("Last-Event-ID", $"{seen}"))).Text);
        Assert.Equal("event: heartbeat", (await host.Client.SendAsync("GET", $"/events?user_id={_user}", null, ("Last-Event-ID", $"{seen}"))).Text);
    }

    [Fact]
    public async Task What_there_is_not_cannot_be_listened_to()
    {
        var deleted = await host.Api.CreateProductAsync(_user);
        await host.Api.DeleteProductAsync(deleted);

        (await host.Client.SendAsync("GET", $"/products/{deleted}/events")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("GET", $"/products/{Guid.NewGuid()}/events")).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await host.Client.SendAsync("GET", "/events")).IsProblem(HttpStatusCode.BadRequest, "malformed-query", "user_id");
    }

    [Fact]
    public async Task The_feed_has_each_product_once_and_goes_on_where_it_ended()
    {
        var start = await EndOfFeedAsync();
        var (first, second) = (await host.Api.CreateProductAsync(_user), await host.Api.CreateProductAsync(_user));
        await host.Api.PatchProductAsync(first, RedLamp);

        var page = (await host.Api.ListChangesAsync(start, limit: 1000)).Result;

        var own = page.Items.Where(change => change.UserId == _user).Select(change => (change.ProductId, change.Kind, change.Revision));
        Assert.Equal([(second, ChangeKind.Created, 1), (first, ChangeKind.Updated, 2)], own);
        Assert.True(page.NextAfter > start);
    }

    private async Task<long> EndOfFeedAsync()
    {
        var page = (await host.Api.ListChangesAsync(limit: 1000)).Result;
        while (page.More)
        {
            page = (await host.Api.ListChangesAsync(page.NextAfter, limit: 1000)).Result;
        }

        return page.NextAfter;
    }

    private EventListener Listen(string path, long? after = null) => new([host.Client], path, after);

    private static Task<IReadOnlyList<HeardEvent>> HeardAsync(EventListener listener, int count) =>
        Until.TrueAsync(() => Task.FromResult(listener.Heard), heard => heard.Count >= count);

    private static FileParameter Photograph() =>
        new(new MemoryStream(Pictures.Quadrants(64, 48).PngsaveBuffer()), "lamp.png", "image/png");
}
