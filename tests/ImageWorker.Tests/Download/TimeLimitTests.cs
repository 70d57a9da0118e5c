using System.Text;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Download;

public sealed class TimeLimitTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    private readonly Fetching _fetching = new();

    [Fact]
    public async Task A_source_that_never_answers_runs_into_the_idle_limit()
    {
        _fetching.Options.IdleTimeout = Short;
        await using var server = new RawServer(NeverAsync);

        await TimesOutAsync(server.Url(), "silent");
    }

    [Fact]
    public async Task A_head_that_stops_halfway_runs_into_the_idle_limit()
    {
        _fetching.Options.IdleTimeout = Short;
        await using var server = Stopping("HTTP/1.1 200 OK\r\nContent-");

        await TimesOutAsync(server.Url(), "silent");
    }

    [Fact]
    public async Task A_body_that_stops_halfway_runs_into_the_idle_limit()
    {
        _fetching.Options.IdleTimeout = Short;
        await using var server = Stopping("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");

        await TimesOutAsync(server.Url(), "silent");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    public async Task A_drip_is_never_idle_and_runs_into_the_limit_of_the_whole(string head)
    {
        _fetching.Options.IdleTimeout = TimeSpan.FromSeconds(30);
        _fetching.Options.DownloadTimeout = Short;
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), stop);
            while (true)
            {
                await stream.WriteAsync("H"u8.ToArray(), stop);
                await Task.Delay(10, stop);
            }
        });

        await TimesOutAsync(server.Url(), "longer than 0.2 s");
    }

    [Fact]
    public async Task The_limit_of_the_whole_counts_all_hops()
    {
        _fetching.Options.DownloadTimeout = Short;
        await using var server = new RawServer(async (head, stream, stop) =>
        {
            await Task.Delay(Short * 0.7, stop);
            await stream.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), stop);
        });

        await TimesOutAsync(server.Url(), "longer than 0.2 s");
    }

    [Fact]
    public async Task A_connection_that_is_not_taken_runs_into_the_limit_for_connecting()
    {
        _fetching.Options.ConnectTimeout = Short;
        _fetching.Connect = async (_, _, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return Stream.Null;
        };

        await TimesOutAsync("http://127.0.0.1/", "silent");
    }

    [Fact]
    public async Task A_TLS_handshake_that_never_ends_runs_into_the_limit_for_connecting()
    {
        _fetching.Options.ConnectTimeout = Short;
        await using var server = new RawServer(NeverAsync);

        await TimesOutAsync($"https://127.0.0.1:{server.Port}/", "silent");
    }

    [Fact]
    public async Task A_slow_source_within_its_limits_is_waited_for()
    {
        _fetching.Options.ConnectTimeout = Short * 3;
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await Task.Delay(Short * 4, stop);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"u8.ToArray(), stop);
        });

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal(3, file.Length);
    }

    [Fact]
    public async Task Cancelling_stays_a_cancellation_and_leaves_no_file()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\nabc"u8.ToArray(), stop);
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fetching.FetchAsync(server.Url(), caller.Token));

        Assert.Empty(_fetching.TempFiles);
    }

    public void Dispose() => _fetching.Dispose();

    private static Task NeverAsync(string head, Stream stream, CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    private static RawServer Stopping(string start) => new(async (head, stream, stop) =>
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(start), stop);
        await NeverAsync(head, stream, stop);
    });

    private async Task TimesOutAsync(string url, string sentence)
    {
        var error = await _fetching.FailAsync(url);

        Assert.Equal((ImageErrorCode.Timeout, true), (error.Code, error.Retryable));
        Assert.Contains(sentence, error.Detail, StringComparison.Ordinal);
    }
}
