using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Products.Hosting.RabbitMq;

/// <summary>The queues of image jobs: how they are called, and how they are declared, by silos and workers alike.</summary>
/// <remarks>
/// All are quorum queues, and dead-letter at least once, which RabbitMQ does only where a full queue refuses what comes
/// (<c>reject-publish</c>). Every limit is written down, because its default differs from version to version.
/// </remarks>
public sealed class JobTopology(IOptions<ImageQueueOptions> options, IReadOnlyCollection<TimeSpan> retryDelays)
{
    /// <summary>A redelivered job goes to the suspects, so it is hardly ever returned here; this only ends an endless return.</summary>
    public const int WorkDeliveryLimit = 20;

    /// <summary>So many returns a suspect has: at the next one it is dead.</summary>
    public const int SuspectDeliveryLimit = 2;

    /// <summary>As good as none; without a number, later versions of RabbitMQ would drop a letter at its 21st return.</summary>
    private const int DeadDeliveryLimit = 1_000_000_000;

    private const string DefaultExchange = "";

    /// <summary>The jobs to be done.</summary>
    public string Work => Name("image-jobs");

    /// <summary>Jobs that were in the hands of a worker that vanished: each is done with no other beside it.</summary>
    public string Suspects => Name("image-jobs.suspects");

    /// <summary>The exchange, and the queue behind it, for what failed for good.</summary>
    public string Dead => Name("image-jobs.dead");

    /// <summary>All queues that this process knows, by what they are for.</summary>
    public IEnumerable<(string Purpose, string Queue)> Queues =>
        [("work", Work), ("suspects", Suspects), ("dead", Dead), .. retryDelays.Distinct().Select(delay => ("retry", Retry(delay)))];

    /// <summary>Where a job waits for its next attempt.</summary>
    public string Retry(TimeSpan delay) => Name($"image-jobs.retry.{(long)delay.TotalMilliseconds}");

    /// <summary>Declares everything. Safe to repeat.</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken = default)
    {
        await channel.ExchangeDeclareAsync(Dead, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellationToken);
        await DeclareQueueAsync(Dead, DeadDeliveryLimit);
        await channel.QueueBindAsync(Dead, Dead, routingKey: "", cancellationToken: cancellationToken);
        await DeclareQueueAsync(Work, WorkDeliveryLimit, deadTo: (Dead, Dead));
        await DeclareQueueAsync(Suspects, SuspectDeliveryLimit, deadTo: (Dead, Dead));
        foreach (var delay in retryDelays.Distinct())
        {
            await DeclareQueueAsync(Retry(delay), DeadDeliveryLimit, deadTo: (DefaultExchange, Work), delay);
        }

        Task DeclareQueueAsync(string queue, int deliveryLimit, (string Exchange, string Key)? deadTo = null, TimeSpan? timeToLive = null) =>
            channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, Arguments(deliveryLimit, deadTo, timeToLive), cancellationToken: cancellationToken);
    }

    private Dictionary<string, object?> Arguments(int deliveryLimit, (string Exchange, string Key)? deadTo, TimeSpan? timeToLive)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-max-length"] = options.Value.MaxLength,
            ["x-overflow"] = "reject-publish",
            ["x-delivery-limit"] = deliveryLimit,
        };
        if (deadTo is { } target)
        {
            arguments["x-dead-letter-exchange"] = target.Exchange;
            arguments["x-dead-letter-routing-key"] = target.Key;
            arguments["x-dead-letter-strategy"] = "at-least-once";
        }

        if (timeToLive is { } delay)
        {
            arguments["x-message-ttl"] = (long)delay.TotalMilliseconds;
        }

        return arguments;
    }

    private string Name(string name) => options.Value.NamePrefix + name;
}
