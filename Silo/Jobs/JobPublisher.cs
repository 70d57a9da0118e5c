using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Grains.Products;
using Products.Hosting.RabbitMq;
using RabbitMQ.Client.Exceptions;

namespace Products.Silo.Jobs;

/// <summary>Brings jobs from the silo to RabbitMQ, in the background, and notes in the outbox what the broker has confirmed.</summary>
/// <remarks>What cannot be published now is dropped: its row in the outbox falls due, and the sweeper comes back to it.</remarks>
internal sealed partial class JobPublisher(
    Broker broker, JobTopology topology, Outbox outbox, IOptions<ImageQueueOptions> options, ILogger<JobPublisher> logger)
    : BackgroundService, IImageJobQueue
{
    private const int MostWaiting = 4096;
    private const int MostUnconfirmed = 256;
    private const int StampBatch = 500;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly Channel<ImageJob> _waiting = Channel.CreateBounded<ImageJob>(MostWaiting);
    private readonly Channel<ImageJob> _confirmed = Channel.CreateUnbounded<ImageJob>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<ImageJob> _failed = new();
    private readonly SemaphoreSlim _connected = new(0);
    private volatile BrokerSession? _session;
    private int _refused;

    public bool IsConnected => _session is { IsLost: false };

    /// <summary>Takes the jobs if there is room and a connection. Neither waits nor throws.</summary>
    public void Announce(IReadOnlyList<ImageJob> jobs)
    {
        if (IsConnected)
        {
            foreach (var job in jobs)
            {
                _waiting.Writer.TryWrite(job);
            }
        }
    }

    /// <summary>Takes the job as soon as there is room.</summary>
    public ValueTask OfferAsync(ImageJob job, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(job, cancellationToken);

    /// <returns>Whether a connection was made meanwhile; false after <paramref name="limit"/>.</returns>
    public Task<bool> WaitForConnectionAsync(TimeSpan limit, CancellationToken cancellationToken) => _connected.WaitAsync(limit, cancellationToken);

    /// <summary>Publishes what it has taken, within some seconds.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } working && IsConnected)
        {
            await working.WaitAsync(DrainTime, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _connected.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stamping = StampAllAsync();
        await broker.RunAsync("publishing image jobs", session => PublishAllAsync(session, stoppingToken), stoppingToken);
        _confirmed.Writer.TryComplete();
        await stamping;
    }

    private async Task PublishAllAsync(BrokerSession session, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(session.Lost, stopping);
        _session = session;
        _connected.Release();
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = MostUnconfirmed };
            await Parallel.ForEachAsync(_waiting.Reader.ReadAllAsync(end.Token), parallel, (job, _) => PublishAsync(session, job));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Lost, or told to stop: the broker decides which.
        }
        finally
        {
            _session = null;
            await DropAsync();
        }
    }

    private async ValueTask PublishAsync(BrokerSession session, ImageJob job)
    {
        try
        {
            await session.PublishAsync(exchange: "", topology.Work, JobMessage.Of(job));
            _confirmed.Writer.TryWrite(job);
            Volatile.Write(ref _refused, 0);
        }
        catch (PublishException refused) when (!refused.IsReturn)
        {
            if (Interlocked.Exchange(ref _refused, 1) == 0)
            {
                LogRefused(topology.Work);
            }
        }
        catch (Exception failure)
        {
            session.End(failure.Message); // the loss is logged once, not for each of the jobs that were under way
            _failed.Enqueue(job);
        }
    }

    private async Task DropAsync()
    {
        var dropped = new List<ImageJob>();
        while (_failed.TryDequeue(out var job) || _waiting.Reader.TryRead(out job))
        {
            dropped.Add(job);
        }

        try
        {
            await outbox.ReleaseAsync(dropped, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotReleased(failure, dropped.Count);
        }
    }

    private async Task StampAllAsync()
    {
        var batch = new List<ImageJob>(StampBatch);
        while (await _confirmed.Reader.WaitToReadAsync())
        {
            while (batch.Count < StampBatch && _confirmed.Reader.TryRead(out var job))
            {
                batch.Add(job);
            }

            await StampAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>Never throws, or nothing would be stamped any more. A job that could not be is published again, and its second message is found to be done.</summary>
    private async Task StampAsync(List<ImageJob> batch)
    {
        try
        {
            await outbox.StampAsync(batch, options.Value.RepublishAfter, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogNotStamped(failure, batch.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "RabbitMQ refuses image jobs: {Queue} is full. They wait in the database")]
    private partial void LogRefused(string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} image jobs that could not be published wait longer than they should")]
    private partial void LogNotReleased(Exception failure, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} published image jobs could not be noted as such; they are published again")]
    private partial void LogNotStamped(Exception failure, int count);
}
