using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Products.ImageWorker.Tests.Download;

public sealed class ForbiddenSourceTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Fetching _fetching = new();

    public ForbiddenSourceTests()
    {
        _listener.Start();
        _fetching.Options.AllowPrivateNetworks = false;
        _fetching.Options.AllowedPorts = Port;
    }

    private string Port => ((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(ForbiddenUrls.All), MemberType = typeof(ForbiddenUrls))]
    public async Task A_forbidden_source_is_refused_for_good_and_nothing_is_connected_to(string url, string code)
    {
        var error = await _fetching.FailAsync(url.Replace("{port}", Port, StringComparison.Ordinal));

        Assert.Equal((code, false), (error.Code, error.Retryable));
        Assert.Empty(_fetching.Connected);
        Assert.False(_listener.Pending());
        Assert.DoesNotContain("127", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ForbiddenUrls.ByLook), MemberType = typeof(ForbiddenUrls))]
    public async Task A_URL_that_is_refused_by_its_look_is_not_resolved(string url)
    {
        await _fetching.FailAsync(url.Replace("{port}", Port, StringComparison.Ordinal));

        Assert.Empty(_fetching.Asked);
    }

    [Fact]
    public async Task The_listener_of_these_tests_would_have_been_reached()
    {
        _fetching.Options.AllowPrivateNetworks = true;
        _fetching.Options.IdleTimeout = TimeSpan.FromMilliseconds(100);

        await _fetching.FailAsync($"http://2130706433:{Port}/");

        Assert.True(_listener.Pending());
    }

    public void Dispose()
    {
        _fetching.Dispose();
        _listener.Dispose();
    }
}
