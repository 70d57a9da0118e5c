using System.Net.Sockets;
using System.Text;

namespace Products.Bench.Loads;

/// <summary>Connections that listen to events and do nothing else; each has heard its first event.</summary>
internal sealed class IdleListeners : IDisposable
{
    private const int AtOnce = 64;

    private readonly List<Socket> _sockets = [];

    public static async Task<IdleListeners> ConnectAsync(Uri url, IEnumerable<string> paths, CancellationToken stop)
    {
        var listeners = new IdleListeners();
        try
        {
            await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (path, cancellation) =>
                await listeners.ConnectAsync(url, path, cancellation));
            return listeners;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }
    }

    /// <exception cref="InvalidOperationException">It was not let in.</exception>
    private async Task ConnectAsync(Uri url, string path, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        lock (_sockets)
        {
            _sockets.Add(socket);
        }

        await socket.ConnectAsync(url.Host, url.Port, stop);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {url.Authority}\r\nAccept: text/event-stream\r\n\r\n"), stop);
        var (heard, buffer) = ("", new byte[8192]);
        while (!heard.Contains("\nid: ", StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer, stop);
            heard += Encoding.UTF8.GetString(buffer, 0, count);
            if (count == 0 || !heard.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{path}: {heard}");
            }
        }

        _ = ReadOnAsync(socket);
    }

    /// <summary>Signs of life are read, and thrown away.</summary>
    private static async Task ReadOnAsync(Socket socket)
    {
        var buffer = new byte[256];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
        }
    }
}
