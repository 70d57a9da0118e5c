using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Products.Servers;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Images;

public sealed class RetryTests(RetryTests.QuickRetries host) : IClassFixture<RetryTests.QuickRetries>
{
    private readonly byte[] _picture = File.ReadAllBytes(Photographs.Flower);

    [Fact]
    public async Task A_source_that_fails_twice_and_then_answers_is_ready_after_three_attempts()
    {
        var requests = 0;
        await using var source = await PictureServer.StartAsync(context => Interlocked.Increment(ref requests) <= 2
            ? Answer(context, StatusCodes.Status500InternalServerError)
            : PictureServer.WriteAsync(context, _picture));

        var image = await ImageOfAsync(source.Url);

        Assert.Equal(("ready", 3), (image.Text("status"), (int)image["attempts"]!));
    }

    [Fact]
    public async Task A_source_that_is_down_fails_after_the_last_attempt_and_is_ready_after_a_replay()
    {
        var source = await PictureServer.ServingAsync(_picture);
        var url = source.Url;
        await source.DisposeAsync();

        var image = await ImageOfAsync(url);
        Assert.Equal(("failed", 4, "unreachable"), (image.Text("status"), (int)image["attempts"]!, (string)image["error"]!["code"]!));

        var letter = Assert.Single(await LettersAsync(), letter => letter.ToJsonString().Contains(image.Text("id"), StringComparison.Ordinal));
        Assert.Equal(4, letter["history"]!.AsArray().Count);

        await using var back = await PictureServer.StartAsync(context => PictureServer.WriteAsync(context, _picture), url);
        using var replayed = await host.Client.PostAsync($"/admin/dead-letters/{letter["id"]}/replay", null);
        Assert.Equal(HttpStatusCode.Accepted, replayed.StatusCode);

        var product = await host.Client.WhenDoneAsync(_productId);
        Assert.Equal("ready", product.Text("image_status"));
        Assert.DoesNotContain(await LettersAsync(), other => (long)other["id"]! == (long)letter["id"]!);
    }

    [Fact]
    public async Task A_permanent_error_is_not_tried_again()
    {
        var requests = 0;
        await using var source = await PictureServer.StartAsync(context =>
        {
            Interlocked.Increment(ref requests);
            return Answer(context, StatusCodes.Status404NotFound);
        });

        var image = await ImageOfAsync(source.Url);

        Assert.Equal(("failed", 1, "not_found", 1), (image.Text("status"), (int)image["attempts"]!, (string)image["error"]!["code"]!, requests));
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_given_up_and_tried_again()
    {
        await using var slow = new SlowHost();
        await slow.InitializeAsync();
        await using var source = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var id = await slow.Client.CreateProductAsync(await slow.Client.CreateUserAsync(), $"{source.Url}/lamp.jpg");
        var image = (await slow.Client.WhenDoneAsync(id)).Items("images").Single();

        Assert.Equal(("failed", 2, "timeout"), (image.Text("status"), (int)image["attempts"]!, (string)image["error"]!["code"]!));
    }

    private string _productId = "";

    private async Task<JsonNode> ImageOfAsync(string sourceUrl)
    {
        _productId = await host.Client.CreateProductAsync(await host.Client.CreateUserAsync(), $"{sourceUrl}/lamp.jpg");
        return (await host.Client.WhenDoneAsync(_productId)).Items("images").Single();
    }

    private async Task<IReadOnlyList<JsonNode>> LettersAsync() => (await host.Client.GetJsonAsync("/admin/dead-letters?limit=100")).Items("items");

    private static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private sealed class SlowHost : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Images:JobTimeout=00:00:01", "--Images:RetryDelays=00:00:00.050"];
    }

    public sealed class QuickRetries : TestHost
    {
        protected override IEnumerable<string> Settings => ["--Images:RetryDelays=00:00:00.050,00:00:00.050,00:00:00.050"];
    }
}
