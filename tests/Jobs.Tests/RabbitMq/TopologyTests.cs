using Microsoft.Extensions.Options;
using Products.Hosting.RabbitMq;
using Products.Jobs.Tests.Hosts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Products.Jobs.Tests.RabbitMq;

public sealed class TopologyTests(SharedBroker broker) : IAsyncLifetime
{
    private readonly ImageQueueOptions _options = new() { NamePrefix = $"topology-{Guid.NewGuid():N}.", MaxLength = 7 };
    private IConnection _connection = null!;
    private JobTopology _topology = null!;

    public async ValueTask InitializeAsync()
    {
        _topology = new JobTopology(Options.Create(_options), [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.Zero]);
        _connection = await new ConnectionFactory { Uri = new Uri(broker.Server.Uri) }.CreateConnectionAsync();
        await DeclareAsync();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Fact]
    public Task Declaring_it_again_changes_nothing() => DeclareAsync();

    [Fact]
    public async Task Another_limit_for_a_queue_that_exists_is_refused()
    {
        _options.MaxLength = 8;
        var failure = await Assert.ThrowsAsync<OperationInterruptedException>(DeclareAsync);
        Assert.Contains("x-max-length", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, object> Arguments() => new()
    {
        { "image-jobs", "x-queue-type", "classic" },
        { "image-jobs", "x-max-length", 6 },
        { "image-jobs", "x-overflow", "drop-head" },
        { "image-jobs", "x-delivery-limit", 19 },
        { "image-jobs", "x-dead-letter-strategy", "at-most-once" },
        { "image-jobs.suspects", "x-delivery-limit", 3 },
        { "image-jobs.retry.10000", "x-message-ttl", 9_999L },
    };

    /// <summary>The broker compares what it has with what is asked for: any other value is refused, the right one is not.</summary>
    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_queue_is_declared_with_its_limits(string queue, string argument, object otherValue)
    {
        var right = RightArguments(queue);
        await DeclareQueueAsync(queue, right);
        right[argument] = otherValue;

        await Assert.ThrowsAsync<OperationInterruptedException>(() => DeclareQueueAsync(queue, right));
    }

    private Dictionary<string, object?> RightArguments(string queue)
    {
        var dead = _options.NamePrefix + "image-jobs.dead";
        var retries = queue.Contains("retry", StringComparison.Ordinal);
        var arguments = new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-max-length"] = 7,
            ["x-overflow"] = "reject-publish",
            ["x-delivery-limit"] = retries ? 1_000_000_000 : queue == "image-jobs" ? 20 : 2,
            ["x-dead-letter-exchange"] = retries ? "" : dead,
            ["x-dead-letter-routing-key"] = retries ? _options.NamePrefix + "image-jobs" : dead,
            ["x-dead-letter-strategy"] = "at-least-once",
        };
        if (retries)
        {
            arguments["x-message-ttl"] = 10_000L;
        }

        return arguments;
    }

    private async Task DeclareQueueAsync(string queue, Dictionary<string, object?> arguments)
    {
        await using var channel = await _connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(_options.NamePrefix + queue, durable: true, exclusive: false, autoDelete: false, arguments);
    }

    private async Task DeclareAsync()
    {
        await using var channel = await _connection.CreateChannelAsync();
        await _topology.DeclareAsync(channel);
    }
}
