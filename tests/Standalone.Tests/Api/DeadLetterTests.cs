using System.Net;
using Products.Client;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Products;
using Products.Standalone.Tests.Hosts;
using Letters = Products.Grains.Interfaces.DeadLetters;
using Outcomes = Products.Grains.Interfaces.Images;

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

        var page = (await host.Api.ListDeadLettersAsync(limit: 1)).Result;
        var next = (await host.Api.ListDeadLettersAsync(limit: 1, page.NextCursor)).Result;

        var letter = page.Items.Single();
        Assert.Equal((second, first), (letter.ProductId, next.Items.Single().ProductId));
        Assert.Equal(("not_found", 1, second), (letter.Reason.Code, letter.History.Count, letter.Message?.ProductId));
    }

    [Fact]
    public async Task The_next_page_is_linked()
    {
        var first = await RecordAsync();
        await RecordAsync();
        var page = (await host.Client.SendAsync("GET", "/admin/dead-letters?limit=1")).Is(HttpStatusCode.OK);
        var next = (await host.Client.SendAsync("GET", page.Headers.GetValues("Link").Single().Split('<', '>')[1])).Is(HttpStatusCode.OK);

        Assert.Equal(first.ToString(), next.Json.Items("items").Single().Text("product_id"));
    }

    [Fact]
    public async Task A_letter_is_replayed_once()
    {
        var letter = await LetterOfAsync(await RecordAsync());

        var replayed = await host.Api.ReplayDeadLetterAsync(letter);
        await host.Api.ReplayDeadLetterAsync(letter).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(1, replayed.Result.Replayed);
    }

    [Fact]
    public async Task All_letters_are_replayed()
    {
        var product = await RecordAsync();
        var replayed = (await host.Api.ReplayAllDeadLettersAsync()).Result;
        Assert.True(replayed.Replayed > 0);
        Assert.True(replayed.Complete);
        Assert.Equal(ImagesStatus.Pending, (await host.Api.ReadAsync(product)).ImageStatus);
    }

    [Fact]
    public async Task A_letter_is_deleted_once_and_its_image_stays_failed()
    {
        var product = await RecordAsync();
        var letter = await LetterOfAsync(product);

        await host.Api.DeleteDeadLetterAsync(letter);
        await host.Api.DeleteDeadLetterAsync(letter).IsRefusedAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(ImagesStatus.Failed, (await host.Api.ReadAsync(product)).ImageStatus);
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
        var id = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), _silent.Url);
        var error = new Outcomes.ImageError("not_found", "The source answered 404.", Retryable: false);
        await host.Grains.GetGrain<IDeadLetterGrain>(0).RecordAsync(new DeadLetter
        {
            Reason = error,
            Attempts = 1,
            History = [new Letters.FailedAttempt(1, DateTimeOffset.UnixEpoch, error)],
            Message = new Outcomes.ImageJob { ProductId = id, ImageId = ProductId.OfInitialImage(id, 0), Generation = 1, Source = _silent.Url },
            DiedAt = DateTimeOffset.UnixEpoch,
        });
        return id;
    }

    private async Task<long> LetterOfAsync(Guid productId) =>
        (await host.Api.ListDeadLettersAsync(limit: 100)).Result.Items.Single(letter => letter.ProductId == productId).Id;
}
