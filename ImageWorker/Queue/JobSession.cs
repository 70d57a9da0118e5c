using System.Collections.Concurrent;
using Products.Hosting.RabbitMq;
using RabbitMQ.Client;

namespace Products.ImageWorker.Queue;

/// <summary>What a worker does on one connection: it takes messages, and ends each with an acknowledgement.</summary>
/// <remarks>
/// A worker that crashes brings every message back that it held, guilty or not. So what comes back is only moved to the
/// suspects, of which a worker takes one at a time, when it holds nothing else in work.
/// </remarks>
internal sealed class JobSession(BrokerSession broker, JobTopology topology, IChannel channel, Action news)
{
    private readonly ConcurrentQueue<HeldJob> _prefetched = new();
    private string? _consumer;
    private volatile bool _stopping;

    /// <summary>A job was moved to the suspects, so there is one to look for.</summary>
    public bool HasMovedSuspect { get; set; } = true;

    public bool IsLost => broker.IsLost;

    public bool IsStopped => _stopping;

    public void End(string reason) => broker.End(reason);

    public async Task StartConsumingAsync()
    {
        var consumer = new JobConsumer(broker, channel, TakeAsync);
        _consumer = await channel.BasicConsumeAsync(topology.Work, autoAck: false, consumer, CancellationToken.None);
    }

    /// <summary>Takes no more, and gives back what was not begun, so that it does not count as a crash.</summary>
    public async Task StopConsumingAsync()
    {
        _stopping = true;
        if (_consumer is not null)
        {
            await channel.BasicCancelAsync(_consumer, noWait: false, CancellationToken.None);
        }

        while (_prefetched.TryDequeue(out var job))
        {
            await GiveBackAsync(job);
        }
    }

    public bool TryTake(out HeldJob job) => _prefetched.TryDequeue(out job!);

    public async Task<bool> AnySuspectAsync(CancellationToken cancellationToken)
    {
        HasMovedSuspect = false;
        return (await broker.LookAsync(topology.Suspects, cancellationToken)).MessageCount > 0;
    }

    /// <summary>Takes one suspect. Nothing else may be in work, or its crash would be counted against the suspect.</summary>
    /// <returns>Null when another worker was faster, or the message had to be buried.</returns>
    public async Task<HeldJob?> TakeSuspectAsync()
    {
        if (await channel.BasicGetAsync(topology.Suspects, autoAck: false, CancellationToken.None) is not { } got)
        {
            return null;
        }

        HasMovedSuspect = true; // there may be more
        if (JobMessage.Read(got.BasicProperties, got.Body) is not { } message)
        {
            await BuryAsync(got.DeliveryTag);
            return null;
        }

        return new HeldJob(message, got.DeliveryTag);
    }

    /// <summary>The job is done, or its next message is confirmed.</summary>
    public Task EndAsync(HeldJob job) => channel.BasicAckAsync(job.Tag, multiple: false, CancellationToken.None).AsTask();

    /// <summary>Sends the job on, and only then acknowledges it. If it cannot be sent it comes back as a suspect.</summary>
    public async Task SendOnAsync(HeldJob job, string exchange, string key, JobMessage next)
    {
        try
        {
            await broker.PublishAsync(exchange, key, next);
        }
        catch
        {
            await channel.BasicNackAsync(job.Tag, multiple: false, requeue: true, CancellationToken.None);
            throw;
        }

        await EndAsync(job);
    }

    /// <summary>Puts the job back as a new message, as if it had never been taken.</summary>
    public Task GiveBackAsync(HeldJob job) => SendOnAsync(job, exchange: "", topology.Work, job.Message);

    private async Task TakeAsync(TakenMessage taken)
    {
        if (JobMessage.Read(taken.Properties, taken.Body) is not { } message)
        {
            await BuryAsync(taken.Tag);
            return;
        }

        var job = new HeldJob(message, taken.Tag);
        if (taken.Redelivered || MessageLife.Returns(taken.Properties) > 0)
        {
            await SendOnAsync(job, exchange: "", topology.Suspects, message);
            HasMovedSuspect = true;
        }
        else if (_stopping)
        {
            await GiveBackAsync(job);
        }
        else
        {
            _prefetched.Enqueue(job);
        }

        news();
    }

    /// <summary>The broker dead-letters what is refused.</summary>
    private Task BuryAsync(ulong tag) => channel.BasicRejectAsync(tag, requeue: false, CancellationToken.None).AsTask();
}

/// <summary>A job that the broker has handed to this worker, and waits to hear of.</summary>
internal sealed record HeldJob(JobMessage Message, ulong Tag);
