using Microsoft.AspNetCore.Http;
using Products.Client;
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

        Assert.Equal((ImageStatus.Ready, 3), (image.Status, image.Attempts));
    }

    [Fact]
    public async Task A_source_that_is_down_fails_after_the_last_attempt_and_is_ready_after_a_replay()
    {
        var source = await PictureServer.ServingAsync(_picture);
        var url = source.Url;
        await source.DisposeAsync();

        var image = await ImageOfAsync(url);
        Assert.Equal((ImageStatus.Failed, 4, "unreachable"), (image.Status, image.Attempts, image.Error?.Code));

        var letter = Assert.Single(await LettersAsync(), letter => letter.ImageId == image.Id);
        Assert.Equal(4, letter.History.Count);

        await using var back = await PictureServer.StartAsync(context => PictureServer.WriteAsync(context, _picture), url);
        await host.Api.ReplayDeadLetterAsync(letter.Id);

        var product = await host.Api.WhenDoneAsync(_productId);
        Assert.Equal(ImagesStatus.Ready, product.ImageStatus);
        Assert.DoesNotContain(await LettersAsync(), other => other.Id == letter.Id);
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

        Assert.Equal((ImageStatus.Failed, 1, "not_found", 1), (image.Status, image.Attempts, image.Error?.Code, requests));
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_given_up_and_tried_again()
    {
        await using var slow = new SlowHost();
        await slow.InitializeAsync();
        await using var source = await PictureServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var id = await slow.Api.CreateProductAsync(await slow.Api.CreateUserAsync(), $"{source.Url}/lamp.jpg");
        var image = (await slow.Api.WhenDoneAsync(id)).Images.Single();

        Assert.Equal((ImageStatus.Failed, 2, "timeout"), (image.Status, image.Attempts, image.Error?.Code));
    }

    private Guid _productId;

    private async Task<ProductImage> ImageOfAsync(string sourceUrl)
    {
        _productId = await host.Api.CreateProductAsync(await host.Api.CreateUserAsync(), $"{sourceUrl}/lamp.jpg");
        return (await host.Api.WhenDoneAsync(_productId)).Images.Single();
    }

    private async Task<IReadOnlyList<DeadLetterView>> LettersAsync() => (await host.Api.ListDeadLettersAsync(limit: 100)).Result.Items;

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
