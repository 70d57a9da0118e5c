using System.Diagnostics.Metrics;
using Products.Grains.Interfaces.DeadLetters;
using Products.Hosting.RabbitMq;
using RabbitMQ.Client;

namespace Products.Silo.Jobs;

/// <summary>Keeps what failed for good: the letter in the database, and the failure with its image. Every silo has one.</summary>
internal sealed partial class DeadLetterConsumer(
    Broker broker, JobTopology topology, IGrainFactory grains, UnreadableLetters unreadable, TimeProvider time, ILogger<DeadLetterConsumer> logger)
    : BackgroundService
{
    /// <summary>One in hand and one on its way: a message that is none of ours can have 128 MiB.</summary>
    private const ushort Prefetch = 2;

    private static readonly Counter<long> Kept = new Meter("Products.Silo.Jobs").CreateCounter<long>(
        "products.dead_letters.kept", "{letter}", "Image jobs that failed for good, and messages that are none.");

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        broker.RunAsync("dead letters", session => ConsumeAsync(session, stoppingToken), stoppingToken);

    private async Task ConsumeAsync(BrokerSession session, CancellationToken stopping)
    {
        var channel = await session.OpenChannelAsync(Prefetch);
        var consumer = new JobConsumer(session, channel, message => TakeAsync(session, channel, message, stopping));
        Kept.Add(0); // so that the first one is seen as an increase
        await channel.BasicConsumeAsync(topology.Dead, autoAck: false, consumer, CancellationToken.None);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(session.Lost, stopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A letter that cannot be kept now goes to the end of the queue, so that it does not keep the others waiting.</summary>
    private async Task TakeAsync(BrokerSession session, IChannel channel, TakenMessage message, CancellationToken stopping)
    {
        using var span = MessageSpans.Process(topology.Dead, message);
        try
        {
            await KeepAsync(message);
        }
        catch (Exception failure)
        {
            LogNotKept(failure, message.Properties.MessageId);
            await Task.Delay(PauseAfterFailure, time, stopping);
            await session.PublishAsync(topology.Dead, key: "", new BasicProperties(message.Properties), message.Body);
        }

        await channel.BasicAckAsync(message.Tag, multiple: false, CancellationToken.None);
    }

    private async Task KeepAsync(TakenMessage message)
    {
        var now = time.GetUtcNow();
        if (ReadLetter.From(message, now) is { } letter)
        {
            await grains.GetGrain<IDeadLetterGrain>(0).RecordAsync(letter);
        }
        else
        {
            await unreadable.KeepAsync(message, now);
            LogUnreadable(message.Properties.MessageId, message.Body.Length);
        }

        Kept.Add(1);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message that is no image job is kept as a dead letter: {MessageId}, {Bytes} bytes")]
    private partial void LogUnreadable(string? messageId, int bytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "A dead letter could not be kept; it is tried again: {MessageId}")]
    private partial void LogNotKept(Exception failure, string? messageId);
}
