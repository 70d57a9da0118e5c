using System.Net;
using System.Net.Sockets;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Download;

namespace Products.ImageWorker.Tests.Download;

/// <summary>Public addresses lead to a server on this machine here, so that what follows a public hop can be seen.</summary>
public sealed class ResolvedAddressTests : IAsyncDisposable
{
    private const string Picture = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["/picture"] = Picture,
        ["/to-loopback"] = RedirectTo("http://127.0.0.1/"),
        ["/to-metadata"] = RedirectTo("http://169.254.169.254/latest/meta-data/"),
        ["/to-name"] = RedirectTo("http://inside.example/"),
        ["/to-self"] = RedirectTo("/picture"),
        ["/to-user"] = RedirectTo("http://user@pictures.example/"),
        ["/to-port"] = RedirectTo("http://pictures.example:22/"),
        ["/to-file"] = RedirectTo("file:///etc/passwd"),
        ["/to-other-host"] = RedirectTo("//127.0.0.1/"),
        ["/to-backslash"] = RedirectTo("/\\127.0.0.1/"),
    };

    private readonly RawServer _server = new(Answers);
    private readonly Fetching _fetching = new();

    public ResolvedAddressTests()
    {
        _fetching.Options.AllowPrivateNetworks = false;
        _fetching.Answer = _ => [Fetching.Public];
        _fetching.Connect = (_, _, cancellationToken) => new Network().Connect([IPAddress.Loopback], _server.Port, cancellationToken);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_address_that_was_checked_is_connected_to()
    {
        _fetching.Answer = time => [time == 1 ? Fetching.Public : IPAddress.Loopback];

        using var file = await _fetching.FetchAsync("http://pictures.example/picture");

        Assert.Equal(["pictures.example"], _fetching.Asked);
        Assert.Equal([[Fetching.Public]], _fetching.Connected);
    }

    [Fact]
    public async Task A_name_that_resolves_to_this_machine_the_second_time_is_refused_then()
    {
        _fetching.Answer = time => [time == 1 ? Fetching.Public : IPAddress.Loopback];

        var error = await _fetching.FailAsync("http://pictures.example/to-self");

        Assert.Equal(ImageErrorCode.ForbiddenAddress, error.Code);
        Assert.Equal([[Fetching.Public]], _fetching.Connected);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("169.254.169.254")]
    public async Task A_name_with_one_address_that_is_not_public_is_refused(string inside)
    {
        _fetching.Answer = _ => [Fetching.Public, IPAddress.Parse(inside), IPAddress.Parse("8.8.8.8")];

        var error = await _fetching.FailAsync("http://pictures.example/picture");

        Assert.Equal(ImageErrorCode.ForbiddenAddress, error.Code);
        Assert.Empty(_fetching.Connected);
    }

    [Theory]
    [InlineData("/to-loopback", ImageErrorCode.ForbiddenAddress)]
    [InlineData("/to-metadata", ImageErrorCode.ForbiddenAddress)]
    [InlineData("/to-name", ImageErrorCode.ForbiddenAddress)]
    [InlineData("/to-other-host", ImageErrorCode.ForbiddenAddress)]
    [InlineData("/to-backslash", ImageErrorCode.ForbiddenAddress)]
    [InlineData("/to-user", ImageErrorCode.ForbiddenUrl)]
    [InlineData("/to-port", ImageErrorCode.ForbiddenUrl)]
    [InlineData("/to-file", ImageErrorCode.ForbiddenUrl)]
    public async Task A_redirect_to_what_may_not_be_fetched_is_refused_without_a_second_connection(string path, string code)
    {
        _fetching.Answer = time => [time == 1 ? Fetching.Public : IPAddress.Parse("10.1.2.3")];

        var error = await _fetching.FailAsync("http://pictures.example" + path);

        Assert.Equal((code, false), (error.Code, error.Retryable));
        Assert.Single(_fetching.Connected);
        Assert.Single(_server.Heads);
    }

    [Fact]
    public async Task All_addresses_of_a_public_name_are_tried()
    {
        _fetching.Answer = _ => [IPAddress.Parse("8.8.8.8"), Fetching.Public];

        using var file = await _fetching.FetchAsync("http://pictures.example/picture");

        Assert.Equal([[IPAddress.Parse("8.8.8.8"), Fetching.Public]], _fetching.Connected);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_may_resolve_later()
    {
        _fetching.Answer = _ => throw new SocketException((int)SocketError.HostNotFound);

        var error = await _fetching.FailAsync("http://nowhere.example/");

        Assert.Equal((ImageErrorCode.NameNotResolved, true), (error.Code, error.Retryable));
    }

    [Fact]
    public async Task A_name_without_an_address_does_not_resolve()
    {
        _fetching.Answer = _ => [];

        Assert.Equal(ImageErrorCode.NameNotResolved, (await _fetching.FailAsync("http://nowhere.example/")).Code);
    }

    public async ValueTask DisposeAsync()
    {
        _fetching.Dispose();
        await _server.DisposeAsync();
    }

    private static string RedirectTo(string location) => $"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n";
}
