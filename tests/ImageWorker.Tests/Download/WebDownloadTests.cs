using System.Security.Cryptography;
using System.Text;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Download;

public sealed class WebDownloadTests : IDisposable
{
    private readonly Fetching _fetching = new();

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(1_000_003)]
    public async Task A_download_has_the_bytes_and_their_hash(int length)
    {
        var picture = RandomNumberGenerator.GetBytes(length);
        await using var server = Serving($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n", picture);

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal(picture, await File.ReadAllBytesAsync(file.Path));
        Assert.Equal(length, file.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(picture)), file.Sha256);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nabc")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/html\r\n\r\nabc")]
    [InlineData("HTTP/1.1 203 Transformed\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n")]
    public async Task Each_way_to_frame_a_body_gives_its_bytes(string answer)
    {
        await using var server = new RawServer(answer);

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal("abc", await File.ReadAllTextAsync(file.Path));
    }

    [Fact]
    public async Task A_connection_that_the_source_keeps_open_does_not_delay_the_download()
    {
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"u8.ToArray(), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal(3, file.Length);
    }

    [Fact]
    public async Task Compressed_bytes_stay_as_they_are()
    {
        byte[] gzip = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        await using var server = Serving($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {gzip.Length}\r\n\r\n", gzip);

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal(gzip, await File.ReadAllBytesAsync(file.Path));
    }

    [Fact]
    public async Task A_request_says_who_asks_and_for_what_and_nothing_else()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 3\r\n\r\nabc");

        using var first = await _fetching.FetchAsync(server.Url("/a%20b?c=d#e"));
        using var second = await _fetching.FetchAsync(server.Url("/a%20b?c=d#e"));

        string[] request =
        [
            "GET /a%20b?c=d HTTP/1.1", $"Host: 127.0.0.1:{server.Port}", "Accept: image/*", "Accept-Encoding: identity", "Connection: close",
            "User-Agent: Products.Orleans-ImageWorker/1.0", "", "",
        ];
        Assert.All(server.Heads, head => Assert.Equal(request.Order(), head.Split("\r\n").Order()));
        Assert.Equal(2, server.Heads.Count);
    }

    [Fact]
    public async Task Disposing_of_a_file_deletes_it()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");

        var file = await _fetching.FetchAsync(server.Url());
        Assert.Equal([file.Path], _fetching.TempFiles);
        file.Dispose();
        file.Dispose();

        Assert.Empty(_fetching.TempFiles);
    }

    [Fact]
    public async Task A_temp_folder_that_was_cleaned_away_is_made_again()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
        (await _fetching.FetchAsync(server.Url())).Dispose();
        Directory.Delete(_fetching.Options.TempPath);

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.True(File.Exists(file.Path));
    }

    [Fact]
    public async Task A_disk_that_fails_is_a_fault_of_the_worker()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
        (await _fetching.FetchAsync(server.Url())).Dispose();
        Directory.Delete(_fetching.Options.TempPath);
        await File.WriteAllTextAsync(_fetching.Options.TempPath, "in the way");

        var failure = await Assert.ThrowsAsync<ImageFailedException>(() => _fetching.FetchAsync(server.Url()));

        Assert.Equal((ImageErrorCode.Internal, true), (failure.Error.Code, failure.Error.Retryable));
    }

    public void Dispose() => _fetching.Dispose();

    private static RawServer Serving(string head, byte[] body) => new(async (_, stream, stop) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head), stop);
        await stream.WriteAsync(body, stop);
    });
}
