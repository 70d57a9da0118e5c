using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Products.ImageWorker.Jobs;

/// <summary>Takes jobs from the queue, as many at once as configured, and gives each to the processor.</summary>
/// <remarks>At a stop it takes no more, and lets those in its hands finish within <see cref="GraceTime"/>.</remarks>
internal sealed partial class ImageJobWorker(
    IImageJobSource source, ImageJobProcessor processor, IOptions<ImageOptions> options, TimeProvider time, ILogger<ImageJobWorker> logger)
    : BackgroundService
{
    public static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var givingUp = new CancellationTokenSource();
        await using var grace = stoppingToken.UnsafeRegister(_ => givingUp.CancelAfter(GraceTime), null);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeJobsAsync(stoppingToken, givingUp.Token);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogQueueFailed(failure);
                await Task.Delay(PauseAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
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
