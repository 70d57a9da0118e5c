using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;

namespace Products.ImageWorker.Jobs;

/// <summary>Takes jobs from the queue, as many at once as configured, and gives each to the processor.</summary>
/// <remarks>
/// As soon as the application stops it takes no more, and lets those in its hands finish within <see cref="GraceTime"/>.
/// It does not wait for its own turn to be stopped: a web server that waits for its clients would use up that time.
/// </remarks>
internal sealed partial class ImageJobWorker(
    IImageJobSource source, ImageJobProcessor processor, ClusterState cluster, IHostApplicationLifetime application,
    IOptions<ImageOptions> options, TimeProvider time, ILogger<ImageJobWorker> logger)
    : BackgroundService
{
    public static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, application.ApplicationStopping);
        using var givingUp = new CancellationTokenSource();
        await using var grace = stop.Token.UnsafeRegister(_ => givingUp.CancelAfter(GraceTime), null);
        await cluster.Started.WaitAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await TakeJobsAsync(stop.Token, givingUp.Token);
            }
            catch (Exception failure)
            {
                LogQueueFailed(failure);
                await Task.Delay(PauseAfterFailure, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The loop itself is not cancelled, only the source: what is in flight when it ends is awaited.</summary>
    private Task TakeJobsAsync(CancellationToken stopping, CancellationToken givingUp)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Concurrency, CancellationToken = CancellationToken.None };
        return Parallel.ForEachAsync(source.ReceiveAsync(stopping), parallel, async (delivery, _) => await processor.ProcessAsync(delivery, givingUp));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The job queue failed; it is asked again shortly")]
    private partial void LogQueueFailed(Exception failure);
}
