using System.Diagnostics.Metrics;
using Products.Hosting.Telemetry;
using RabbitMQ.Client;

namespace Products.Hosting.RabbitMq;

/// <summary>What waits in the queues of image jobs, in the meter <c>Products.RabbitMq</c>. Every process that is connected says the same.</summary>
/// <remarks>Messages that are in a worker's hands are not among those that wait.</remarks>
internal sealed class QueueFigures : PolledFigures<IReadOnlyList<QueueState>>
{
    private readonly Broker _broker;
    private readonly JobTopology _topology;
    private readonly ObservableGauge<long> _messages;

    public QueueFigures(Broker broker, JobTopology topology, IMeterFactory meters, TimeProvider time) : base(time)
    {
        (_broker, _topology) = (broker, topology);
        var meter = meters.Create("Products.RabbitMq");
        _messages = meter.CreateObservableGauge("products.image_jobs.queue.messages", () => Observe(state => state.MessageCount), "{message}",
            "Messages that wait in a queue: work, suspects, dead, or retry.");
        meter.CreateObservableGauge("products.image_jobs.queue.consumers", () => Observe(state => state.ConsumerCount), "{consumer}", "Who takes messages from it.");
    }

    protected override bool AreWanted => _messages.Enabled;

    protected override async Task<IReadOnlyList<QueueState>> LookAsync(CancellationToken cancellationToken)
    {
        var session = _broker.Session ?? throw new InvalidOperationException("RabbitMQ is not connected.");
        var states = new List<QueueState>();
        foreach (var (purpose, queue) in _topology.Queues)
        {
            states.Add(new QueueState(purpose, await session.LookAsync(queue, cancellationToken)));
        }

        return states;
    }

    /// <summary>The retry queues, of which there is one for each delay, together.</summary>
    private IEnumerable<Measurement<long>> Observe(Func<QueueDeclareOk, long> figure) => (Latest ?? []).GroupBy(state => state.Purpose)
        .Select(queues => new Measurement<long>(queues.Sum(queue => figure(queue.State)), new KeyValuePair<string, object?>("queue", queues.Key)));
}

/// <summary>What a queue holds.</summary>
internal sealed record QueueState(string Purpose, QueueDeclareOk State);
