using Orleans.Streams;
using Products.Grains.Interfaces.Changes;

namespace Products.WebFrontend.Changes;

/// <summary>Hears from the silos of changes, over an Orleans stream whose notices may be lost.</summary>
internal sealed partial class ChangeNotices(IClusterClient cluster, Listeners listeners, TimeProvider time, ILogger<ChangeNotices> logger) : IDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly Signal _heard = new();
    private StreamSubscriptionHandle<ChangeNotice>? _subscription;
    private Task _subscribing = Task.CompletedTask;
    private bool _hasFailed;

    public bool IsSubscribed => _subscription is not null;

    /// <summary>As if a notice had come that somebody wants.</summary>
    public void Wake() => _heard.Set();

    /// <returns>Whether there is a reason to look into the feed; false after <paramref name="limit"/>.</returns>
    public Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => _heard.WaitAsync(limit, cancellationToken);

    /// <summary>Subscribes in the background, each time it is called: the cluster may have lost the subscription.</summary>
    public void Subscribe()
    {
        if (_subscribing.IsCompleted)
        {
            _subscribing = SubscribeAsync();
        }
    }

    /// <summary>So that no silo goes on sending to a process that has ended.</summary>
    public async Task UnsubscribeAsync()
    {
        await _subscribing.WaitAsync(TimeLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_subscription is { } subscription)
        {
            await EndAsync(subscription);
        }
    }

    public void Dispose() => _heard.Dispose();

    /// <summary>Orleans gives up by itself, within half a minute; who gave up before it would have a subscription that nobody ends.</summary>
    private async Task SubscribeAsync()
    {
        try
        {
            var stream = cluster.GetStreamProvider(ChangeStream.Provider).GetStream<ChangeNotice>(ChangeStream.Id);
            var before = _subscription; // to resume it would tell no silo of it
            _subscription = await stream.SubscribeAsync(HearAsync);
            _hasFailed = false;
            await (before is null ? Task.CompletedTask : EndAsync(before));
        }
        catch (Exception failure)
        {
            Tell(failure);
        }
    }

    /// <summary>As far as it goes: the silo that had it may be gone.</summary>
    private async Task EndAsync(StreamSubscriptionHandle<ChangeNotice> subscription) =>
        await subscription.UnsubscribeAsync().WaitAsync(TimeLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Tell(Exception failure)
    {
        if (!_hasFailed)
        {
            LogNotSubscribed(failure);
        }

        _hasFailed = true;
    }

    private Task HearAsync(ChangeNotice notice, StreamSequenceToken? token)
    {
        if (notice.Products.Any(listeners.Want))
        {
            _heard.Set();
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No notices of changes; those who listen hear of them later")]
    private partial void LogNotSubscribed(Exception failure);
}
