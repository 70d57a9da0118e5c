using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Download;

public sealed class BodyLengthTests : IDisposable
{
    private readonly Fetching _fetching = new();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\nabc")]
    public async Task A_body_shorter_or_longer_than_announced_may_be_whole_later(string answer)
    {
        var error = await FailAsync(answer);

        Assert.Equal((ImageErrorCode.LengthMismatch, true), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task A_large_body_longer_than_announced_is_noticed()
    {
        var announced = 20_000;

        var error = await FailAsync($"HTTP/1.1 200 OK\r\nContent-Length: {announced}\r\n\r\n" + new string('a', announced * 2));

        Assert.Equal(ImageErrorCode.LengthMismatch, error.Code);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    public async Task An_empty_body_is_no_picture(string answer)
    {
        var error = await FailAsync(answer);

        Assert.Equal((ImageErrorCode.EmptyBody, false), (error.Code, error.Retryable));
    }

    [Theory]
    [InlineData("Content-Length: 9\r\n\r\n123456789")]
    [InlineData("Content-Length: 9000000000000000000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n4\r\n6789\r\n0\r\n\r\n")]
    [InlineData("Content-Type: image/png\r\n\r\n123456789")]
    public async Task More_bytes_than_allowed_are_refused_for_good(string headersAndBody)
    {
        _fetching.Options.MaxBytes = 8;

        var error = await FailAsync("HTTP/1.1 200 OK\r\n" + headersAndBody);

        Assert.Equal((ImageErrorCode.TooManyBytes, false), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task As_many_bytes_as_allowed_are_taken()
    {
        _fetching.Options.MaxBytes = 8;
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n12345678");

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal(8, file.Length);
    }

    [Fact]
    public async Task An_endless_body_is_cut_off_at_the_limit()
    {
        _fetching.Options.MaxBytes = 1 << 20;
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
            while (true)
            {
                await stream.WriteAsync(new byte[64 * 1024], stop);
            }
        });

        Assert.Equal(ImageErrorCode.TooManyBytes, (await _fetching.FailAsync(server.Url())).Code);
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<ImageError> FailAsync(string answer)
    {
        await using var server = new RawServer(answer);
        return await _fetching.FailAsync(server.Url());
    }
}
