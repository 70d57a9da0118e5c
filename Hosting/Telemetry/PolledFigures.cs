using Microsoft.Extensions.Hosting;

namespace Products.Hosting.Telemetry;

/// <summary>Figures that a server has to be asked for: looked at in the background, as long as somebody collects them.</summary>
/// <remarks>One that could not be had in time is not there until it can: what is wrong with its server, the health says.</remarks>
public abstract class PolledFigures<T>(TimeProvider time) : BackgroundService where T : class
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private volatile T? _latest;

    /// <summary>Null when they could not be had.</summary>
    protected T? Latest => _latest;

    /// <summary>Whether anybody collects them.</summary>
    protected abstract bool AreWanted { get; }

    protected abstract Task<T> LookAsync(CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            _latest = AreWanted ? await TryLookAsync(stoppingToken) : null;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<T?> TryLookAsync(CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(Limit);
        try
        {
            return await LookAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
