using System.Text;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Download;

namespace Products.ImageWorker.Tests.Download;

public sealed class RedirectTests : IDisposable
{
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["/4"] = To("/3"),
        ["/3"] = To("/2", 307),
        ["/2"] = To("1", 308),
        ["/1"] = To("/0", 303),
        ["/0"] = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
        ["/loop"] = To("/loop"),
        ["/nowhere"] = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        ["/broken"] = To("http://[::1"),
        ["/gone"] = To("/missing", 301),
        ["/missing"] = "HTTP/1.1 404 Not Found\r\n\r\n",
    };

    private readonly Fetching _fetching = new();

    [Theory]
    [InlineData("/1", 2)]
    [InlineData("/3", 4)]
    public async Task Up_to_three_redirects_are_followed(string path, int requests)
    {
        await using var server = new RawServer(Answers);

        using var file = await _fetching.FetchAsync(server.Url(path));

        Assert.Equal("abc", await File.ReadAllTextAsync(file.Path));
        Assert.Equal(requests, server.Heads.Count);
    }

    [Theory]
    [InlineData("/4")]
    [InlineData("/loop")]
    public async Task A_fourth_redirect_is_refused_for_good(string path)
    {
        await using var server = new RawServer(Answers);

        var error = await _fetching.FailAsync(server.Url(path));

        Assert.Equal((ImageErrorCode.TooManyRedirects, false), (error.Code, error.Retryable));
        Assert.Equal(4, server.Heads.Count);
    }

    [Theory]
    [InlineData("/nowhere", ImageErrorCode.SourceRefused)]
    [InlineData("/broken", ImageErrorCode.SourceRefused)]
    [InlineData("/gone", ImageErrorCode.NotFound)]
    public async Task A_redirect_that_leads_to_no_picture_is_refused_for_good(string path, string code)
    {
        await using var server = new RawServer(Answers);

        var error = await _fetching.FailAsync(server.Url(path));

        Assert.Equal((code, false), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task A_redirect_does_not_read_the_body_that_comes_with_it()
    {
        await using var server = new RawServer(async (head, stream, stop) =>
        {
            var answer = head.StartsWith("GET /0", StringComparison.Ordinal) ? Answers["/0"] : To("/0").Replace("0\r\n\r\n", "9\r\n\r\n", StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop);
            await Task.Delay(Timeout.Infinite, stop);
        });

        using var file = await _fetching.FetchAsync(server.Url());

        Assert.Equal(3, file.Length);
    }

    [Fact]
    public void A_redirect_from_https_to_http_is_refused()
    {
        var rules = new UrlRules(_fetching.Options);

        var failure = Assert.Throws<ImageFailedException>(() => rules.Follow(new Uri("https://pictures.example/"), new Uri("http://pictures.example/")));

        Assert.Equal((ImageErrorCode.ForbiddenUrl, false), (failure.Error.Code, failure.Error.Retryable));
    }

    [Fact]
    public void A_redirect_from_http_to_https_is_followed()
    {
        var rules = new UrlRules(_fetching.Options);

        Assert.Equal(443, rules.Follow(new Uri("http://pictures.example/"), new Uri("https://pictures.example/")).Port);
    }

    public void Dispose() => _fetching.Dispose();

    private static string To(string location, int status = 302) =>
        $"HTTP/1.1 {status} Redirect\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
}
