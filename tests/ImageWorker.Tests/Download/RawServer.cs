using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Products.ImageWorker.Tests.Download;

/// <summary>Says exactly what a test wants said to each connection, then closes it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly Task _running;

    /// <param name="answer">Is given the request's head and where to write.</param>
    public RawServer(Func<string, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _running = RunAsync();
    }

    public RawServer(string answer)
        : this((_, stream, stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), stop).AsTask())
    {
    }

    /// <summary>Answers by the path that is asked for.</summary>
    public RawServer(IReadOnlyDictionary<string, string> answers)
        : this((head, stream, stop) => stream.WriteAsync(Encoding.Latin1.GetBytes(answers[head.Split(' ')[1]]), stop).AsTask())
    {
    }

    public ConcurrentQueue<string> Heads { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url(string path = "/") => $"http://127.0.0.1:{Port}{path}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            var head = await ReadHeadAsync(stream, _stop.Token);
            Heads.Enqueue(head);
            await _answer(head, stream, _stop.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The worker had enough, or the test is over.
        }
    }

    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stop) > 0)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
