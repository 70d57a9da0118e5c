using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Products.Cluster.Tests.Cache;

/// <summary>A way to a server on loopback that can be cut: nothing gets through, and nobody is told.</summary>
internal sealed class CutConnection : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly int _port;
    private volatile TaskCompletionSource _open = new();
    private Task _accepting = Task.CompletedTask;

    private CutConnection(int port) => _port = port;

    public string Address => _listener.LocalEndpoint.ToString()!;

    public static Task<CutConnection> ToAsync(int port)
    {
        var way = new CutConnection(port);
        way._open.SetResult();
        way._listener.Start();
        way._accepting = way.AcceptAsync();
        return Task.FromResult(way);
    }

    public void Cut() => _open = new TaskCompletionSource();

    public void Mend() => _open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Mend();
        _listener.Stop();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _port);
                _clients.Add(client);
                _clients.Add(server);
                _ = PumpAsync(client, server);
                _ = PumpAsync(server, client);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The listener was stopped.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is > 0 and var length)
            {
                await _open.Task;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception ended) when (ended is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone, so the other goes too.
        }

        from.Dispose();
        to.Dispose();
    }
}
