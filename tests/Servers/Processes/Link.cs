using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Products.Servers.Processes;

/// <summary>A way to a server on loopback that can be cut or clogged: connections to <see cref="Port"/> are handed on to the server's port.</summary>
public sealed class Link : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly int _target;
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private TcpListener? _listener;
    private TaskCompletionSource _flow = Flowing();

    /// <param name="target">The server's port.</param>
    public Link(int target)
    {
        _target = target;
        Listen();
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>Closes all connections and refuses new ones, until it is mended.</summary>
    public void Cut()
    {
        _listener?.Dispose();
        _listener = null;
        foreach (var end in _open.Keys)
        {
            end.Dispose();
        }
    }

    /// <summary>Keeps connections open and takes new ones, but holds all bytes back until it is mended.</summary>
    public void Clog() => _flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets everything through again, what was held back first.</summary>
    public void Mend()
    {
        _flow.TrySetResult();
        if (_listener is null)
        {
            Listen();
        }
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        _flow.TrySetResult();
        return ValueTask.CompletedTask;
    }

    private void Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _listener = listener;
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                _ = ConnectAsync(listener, await listener.AcceptTcpClientAsync());
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ConnectAsync(TcpListener listener, TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        (_open[near], _open[far]) = (true, true);
        try
        {
            if (ReferenceEquals(listener, _listener)) // else it was cut before these two were known
            {
                await far.ConnectAsync(IPAddress.Loopback, _target);
                await await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream()), PumpAsync(far.GetStream(), near.GetStream()));
            }
        }
        catch (Exception closed) when (closed is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[BufferSize];
        while (await from.ReadAsync(buffer) is > 0 and var count)
        {
            await _flow.Task;
            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flow = new TaskCompletionSource();
        flow.SetResult();
        return flow;
    }
}
