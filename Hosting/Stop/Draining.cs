using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Products.Hosting.Stop;

/// <summary>The time between being told to stop and stopping, in which requests are still served.</summary>
/// <param name="drainTime">How long.</param>
/// <param name="application">Whose stop.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of the stop.</param>
internal sealed partial class Draining(TimeSpan drainTime, IHostApplicationLifetime application, TimeProvider time, ILogger<Draining> logger)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>How long requests that are under way may take from the end of the drain time; then their connections are broken.</summary>
    public static readonly TimeSpan InFlightTime = TimeSpan.FromSeconds(20);

    /// <summary>What is left for all that stops after the requests: consumers, the silo's leave.</summary>
    public static readonly TimeSpan LeaveTime = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _givingUp = new();

    public bool IsStopping => application.ApplicationStopping.IsCancellationRequested;

    /// <summary>Cancelled when requests have had all the time that they get.</summary>
    public CancellationToken GivingUp => _givingUp.Token;

    /// <summary>Comes before anything is stopped.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        application.StopApplication(); // so that readiness tells it, whoever has asked for the stop
        var drain = application.ApplicationStarted.IsCancellationRequested ? drainTime : TimeSpan.Zero; // one that never served has nothing to drain
        _givingUp.CancelAfter(drain + InFlightTime);
        LogStopping(drain);
        await Task.Delay(drain, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _givingUp.Dispose();

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping, after a drain time of {DrainTime}")]
    private partial void LogStopping(TimeSpan drainTime);
}
