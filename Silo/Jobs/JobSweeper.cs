using Microsoft.Extensions.Options;
using Products.Hosting.RabbitMq;

namespace Products.Silo.Jobs;

/// <summary>Publishes again what is unconfirmed, or unfinished past its time. Every silo has one; they share the work.</summary>
internal sealed partial class JobSweeper(
    JobPublisher publisher, Outbox outbox, IOptions<ImageQueueOptions> options, ILogger<JobSweeper> logger) : BackgroundService
{
    private const int Batch = 500;

    /// <summary>The time that a new row leaves to its own silo to publish it. After an outage that silo may have dropped it, so nobody waits for it.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var reconnected = await publisher.WaitForConnectionAsync(options.Value.SweepInterval, stoppingToken);
            try
            {
                await SweepAsync(reconnected ? FirstLook : TimeSpan.Zero, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotSwept(failure);
            }
        }
    }

    private async Task SweepAsync(TimeSpan ahead, CancellationToken cancellationToken)
    {
        var claimed = Batch;
        while (claimed == Batch && publisher.IsConnected)
        {
            var jobs = await outbox.ClaimAsync(ahead, Batch, cancellationToken);
            foreach (var job in jobs)
            {
                await publisher.OfferAsync(job, cancellationToken);
            }

            claimed = jobs.Count;
            LogSwept(claimed);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} image jobs are published again")]
    private partial void LogSwept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of image jobs could not be read; it is read again shortly")]
    private partial void LogNotSwept(Exception failure);
}
