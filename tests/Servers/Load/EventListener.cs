using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace Products.Servers.Load;

/// <summary>Listens to a stream of events as a browser does: when it ends, it comes back with the id of the last event, to the next server.</summary>
public sealed class EventListener : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<HeardEvent> _heard = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _listening;
    private volatile int _connections;

    /// <param name="servers">Any of them has the stream.</param>
    /// <param name="path">Its path and query.</param>
    /// <param name="after">The id of the event after which to begin; null begins with what comes.</param>
    public EventListener(IReadOnlyList<HttpClient> servers, string path, long? after = null) => _listening = Task.Run(() => ListenAsync(servers, path, after));

    /// <summary>What it has heard, in order, without signs of life.</summary>
    public IReadOnlyList<HeardEvent> Heard
    {
        get
        {
            lock (_lock)
            {
                return [.. _heard];
            }
        }
    }

    /// <summary>How often it was let in.</summary>
    public int Connections => _connections;

    /// <summary>Which of the servers it was let in by lately.</summary>
    public int Server { get; private set; }

    /// <summary>Ends with the first event of any type; fails when there is none within half a minute.</summary>
    public Task Started => _started.Task.WaitAsync(Limit);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync(IReadOnlyList<HttpClient> servers, string path, long? last)
    {
        for (var turn = 0; !_stop.IsCancellationRequested; turn++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                if (last is { } number)
                {
                    request.Headers.Add("Last-Event-ID", number.ToString(CultureInfo.InvariantCulture));
                }

                using var answer = await servers[turn % servers.Count].SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _stop.Token);
                answer.EnsureSuccessStatusCode();
                (Server, _connections) = (turn % servers.Count, _connections + 1);
                await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(_stop.Token)).EnumerateAsync(_stop.Token))
                {
                    last = Hear(item);
                }
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private long Hear(SseItem<string> item)
    {
        var id = long.Parse(item.EventId!, CultureInfo.InvariantCulture);
        if (item.EventType == "product")
        {
            lock (_lock)
            {
                _heard.Add(new HeardEvent(id, JsonNode.Parse(item.Data)!));
            }
        }

        _started.TrySetResult();
        return id;
    }
}

/// <summary>One event of type <c>product</c>.</summary>
/// <param name="Id">As sent.</param>
/// <param name="Data">As sent.</param>
public sealed record HeardEvent(long Id, JsonNode Data)
{
    public Guid Product => Guid.Parse((string)Data["product_id"]!);

    public long Revision => (long)Data["revision"]!;

    public string Kind => (string)Data["kind"]!;
}
