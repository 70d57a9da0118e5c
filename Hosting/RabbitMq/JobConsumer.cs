using RabbitMQ.Client;

namespace Products.Hosting.RabbitMq;

/// <summary>Takes messages from a queue one after the other. What goes wrong with one ends the session.</summary>
public sealed class JobConsumer(BrokerSession session, IChannel channel, Func<TakenMessage, Task> take) : AsyncDefaultBasicConsumer(channel)
{
    public override async Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        try
        {
            await take(new TakenMessage(deliveryTag, redelivered, properties, body));
        }
        catch (Exception failure)
        {
            session.End(failure.Message);
        }
    }

    /// <summary>The broker has ended the consumer, as it does when the queue is deleted.</summary>
    public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
    {
        session.End("The queue is gone.");
        return base.HandleBasicCancelAsync(consumerTag, cancellationToken);
    }
}

/// <summary>A message in hand.</summary>
/// <param name="Tag">Its number on the channel that it came on.</param>
/// <param name="Redelivered">Whether it may have been handed out before.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Body">Valid only until whoever takes it returns.</param>
public readonly record struct TakenMessage(ulong Tag, bool Redelivered, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);
