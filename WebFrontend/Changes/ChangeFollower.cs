using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Changes;

namespace Products.WebFrontend.Changes;

/// <summary>Reads the feed for all who listen at this front end, and gives each what concerns it. While nobody listens, nothing is read.</summary>
/// <remarks>It looks when a notice or a new listener makes it, and from time to time without that, since notices may be lost.</remarks>
internal sealed partial class ChangeFollower(
    Listeners listeners, ChangeNotices notices, EventFigures figures, IGrainFactory grains, IOptions<EventOptions> options, TimeProvider time, ILogger<ChangeFollower> logger)
    : BackgroundService, IHostedLifecycleService
{
    private const int PageSize = 250;

    /// <summary>Between two looks: changes that come fast are read together.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    private long? _position;
    private int _unreadable;
    private bool _hasFailed;

    private IChangeFeedGrain Feed => grains.GetGrain<IChangeFeedGrain>(0);

    /// <summary>Comes after the drain time, and before the server stops, which would wait for streams to end.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        listeners.End();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await notices.UnsubscribeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reason = true;
        while (true)
        {
            if (listeners.Count == 0)
            {
                _position = null;
                figures.Looked(isHeldBack: false);
                reason = await notices.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
            }

            reason = await TryLookAsync(reason, stoppingToken);
        }
    }

    private async Task<bool> TryLookAsync(bool reason, CancellationToken stop)
    {
        try
        {
            var more = await LookAsync(reason, stop);
            _hasFailed = false;
            await Task.Delay(ShortestPause, time, stop);
            return (more && _unreadable == 0) || await notices.WaitAsync(PauseAfter(more), stop) || more;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            Tell(failure);
            figures.Looked(isHeldBack: false);
            await Task.Delay(options.Value.LookInterval, time, stop);
            return true;
        }
    }

    /// <param name="reason">Whether there was one to look; a change that is found without one shows that notices are lost.</param>
    /// <param name="stop">The process stops.</param>
    /// <returns>Whether there is more already.</returns>
    private async Task<bool> LookAsync(bool reason, CancellationToken stop)
    {
        var position = _position ?? await Feed.PositionAsync(stop);
        var page = await Feed.ReadAsync(new ChangeQuery { After = position, Limit = PageSize, Interest = listeners.Interest() }, stop);
        listeners.Give(page);
        _position = page.Next;
        if (!notices.IsSubscribed || (!reason && page.Items.Count > 0))
        {
            notices.Subscribe();
        }

        _unreadable = page.More && page.Next == position ? _unreadable + 1 : 0;
        figures.Looked(isHeldBack: _unreadable > 0);
        return page.More;
    }

    /// <summary>What is committed and cannot be read yet is looked for less and less often: a transaction may stay open for hours.</summary>
    private TimeSpan PauseAfter(bool more)
    {
        const int mostDoublings = 10;
        var longest = options.Value.LookInterval;
        var pause = ShortestPause * Math.Pow(2, Math.Min(_unreadable, mostDoublings));
        return more && pause < longest ? pause : longest;
    }

    private void Tell(Exception failure)
    {
        if (!_hasFailed)
        {
            LogNotRead(failure);
        }

        _hasFailed = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes cannot be read; those who listen hear of them later")]
    private partial void LogNotRead(Exception failure);
}
