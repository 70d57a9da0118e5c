using System.Net;
using System.Net.Sockets;
using Products.Servers.Processes;

namespace Products.Chaos.Tests.Faults;

public sealed class LinkTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private Link _link = null!;

    public ValueTask InitializeAsync()
    {
        _server.Start();
        _link = new Link(((IPEndPoint)_server.LocalEndpoint).Port);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Bytes_go_through_both_ways()
    {
        using var pair = await ConnectAsync();
        Assert.Equal("ping", await SendAsync(pair.Client, pair.Server, "ping"));
        Assert.Equal("pong", await SendAsync(pair.Server, pair.Client, "pong"));
    }

    [Fact]
    public async Task A_cut_closes_what_is_open_and_refuses_until_it_is_mended()
    {
        using var pair = await ConnectAsync();
        _link.Cut();
        Assert.True(await EndsAsync(pair.Client));
        await Assert.ThrowsAsync<SocketException>(async () => await new TcpClient().ConnectAsync(IPAddress.Loopback, _link.Port));

        _link.Mend();
        using var again = await ConnectAsync();
        Assert.Equal("ping", await SendAsync(again.Client, again.Server, "ping"));
    }

    /// <summary>What is sent later, by a link that is open, is there first.</summary>
    [Fact]
    public async Task A_clogged_link_holds_bytes_back_until_it_is_mended()
    {
        using var pair = await ConnectAsync();
        _link.Clog();
        var received = SendAsync(pair.Client, pair.Server, "ping");
        using var late = await TcpAsync();
        Assert.Equal("ping", await SendThroughAnotherAsync("ping"));
        Assert.False(received.IsCompleted);

        _link.Mend();
        Assert.Equal("ping", await received);
    }

    private static async Task<string> SendThroughAnotherAsync(string text)
    {
        var another = new LinkTests();
        await another.InitializeAsync();
        using var pair = await another.ConnectAsync();
        var received = await SendAsync(pair.Client, pair.Server, text);
        await another.DisposeAsync();
        return received;
    }

    private async Task<Pair> ConnectAsync()
    {
        var client = await TcpAsync();
        return new(client, await _server.AcceptTcpClientAsync().WaitAsync(Limit));
    }

    private async Task<TcpClient> TcpAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _link.Port);
        return client;
    }

    private static async Task<string> SendAsync(TcpClient from, TcpClient to, string text)
    {
        await from.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(text));
        var buffer = new byte[text.Length];
        await to.GetStream().ReadExactlyAsync(buffer).AsTask().WaitAsync(Limit);
        return System.Text.Encoding.ASCII.GetString(buffer);
    }

    private static async Task<bool> EndsAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Limit) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private sealed record Pair(TcpClient Client, TcpClient Server) : IDisposable
    {
        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
