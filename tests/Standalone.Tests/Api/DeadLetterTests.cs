using System.Net;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Servers;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

/// <summary>Has a host of its own, because all failed jobs of a host stand in one list.</summary>
public sealed class DeadLetterTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private PictureServer _silent = null!;

    public async ValueTask InitializeAsync() =>
        _silent = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

    public ValueTask DisposeAsync() => _silent.DisposeAsync();

    [Fact]
    public async Task Letters_are_listed_newest_first_page_by_page()
    {
        var first = await RecordAsync();
        var second = await RecordAsync();

        var page = (await host.Client.SendAsync("GET", "/admin/dead-letters?limit=1")).Is(HttpStatusCode.OK);
        var next = (await host.Client.SendAsync("GET", page.Headers.GetValues("Link").Single().Split('<', '>')[1])).Is(HttpStatusCode.OK);

        var letter = page.Json.Items("items").Single();
        Assert.Equal(second, Guid.Parse(letter.Text("product_id")));
        Assert.Equal(first, Guid.Parse(next.Json.Items("items").Single().Text("product_id")));
        Assert.Equal(("not_found", 1, second), ((string?)letter["reason"]!["code"], letter["history"]!.AsArray().Count, Guid.Parse(letter["message"]!.Text("product_id"))));
    }

    [Fact]
    public async Task A_letter_is_replayed_once()
    {
        var letter = await LetterOfAsync(await RecordAsync());

        var replayed = (await host.Client.SendAsync("POST", $"/admin/dead-letters/{letter}/replay")).Is(HttpStatusCode.Accepted);
        (await host.Client.SendAsync("POST", $"/admin/dead-letters/{letter}/replay")).IsProblem(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(1, (int)replayed.Json["replayed"]!);
    }

    [Fact]
    public async Task All_letters_are_replayed()
    {
        var product = await RecordAsync();
        var replayed = (await host.Client.SendAsync("POST", "/admin/dead-letters/replay")).Is(HttpStatusCode.Accepted);
        Assert.True((int)replayed.Json["replayed"]! > 0);
        Assert.True((bool)replayed.Json["complete"]!);
        Assert.Equal("pending", (await host.Client.GetJsonAsync($"/products/{product}")).Text("image_status"));
    }

    [Fact]
    public async Task A_letter_is_deleted_once_and_its_image_stays_failed()
    {
        var product = await RecordAsync();
        var letter = await LetterOfAsync(product);

        (await host.Client.SendAsync("DELETE", $"/admin/dead-letters/{letter}")).Is(HttpStatusCode.NoContent);
        (await host.Client.SendAsync("DELETE", $"/admin/dead-letters/{letter}")).IsProblem(HttpStatusCode.NotFound, "not-found");

        Assert.Equal("failed", (await host.Client.GetJsonAsync($"/products/{product}")).Text("image_status"));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=!", "cursor")]
    [InlineData("before=1", "before")]
    public async Task A_bad_query_is_refused_by_name(string query, string field) =>
        (await host.Client.SendAsync("GET", "/admin/dead-letters?" + query)).IsProblem(HttpStatusCode.BadRequest, "malformed-query", field);

    /// <returns>A product whose image failed for good.</returns>
    private async Task<Guid> RecordAsync()
    {
        var id = Guid.Parse(await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), _silent.Url));
        var error = new ImageError("not_found", "The source answered 404.", Retryable: false);
        await host.Grains.GetGrain<IDeadLetterGrain>(0).RecordAsync(new DeadLetter
        {
            Reason = error,
            Attempts = 1,
            History = [new FailedAttempt(1, DateTimeOffset.UnixEpoch, error)],
            Message = new ImageJob { ProductId = id, ImageId = ProductId.OfInitialImage(id, 0), Generation = 1, Source = _silent.Url },
            DiedAt = DateTimeOffset.UnixEpoch,
        });
        return id;
    }

    private async Task<long> LetterOfAsync(Guid productId)
    {
        var letters = (await host.Client.GetJsonAsync("/admin/dead-letters?limit=100")).Items("items");
        return (long)letters.Single(letter => Guid.Parse(letter.Text("product_id")) == productId)["id"]!;
    }
}
