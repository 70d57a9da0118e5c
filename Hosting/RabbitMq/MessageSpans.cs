using System.Diagnostics;

namespace Products.Hosting.RabbitMq;

/// <summary>The spans of job messages, named and tagged as OpenTelemetry's conventions for messaging have it.</summary>
/// <remarks>
/// Not those of RabbitMQ's client: it sees a publisher that sends for all, and a consumer that only puts aside. A message goes on with the
/// trace of its job, whoever sends it.
/// </remarks>
public static class MessageSpans
{
    public const string Broker = "rabbitmq";

    private static readonly ActivitySource Source = new("Products.RabbitMq");

    /// <summary>Publishes within a span, which the message then names as its sender.</summary>
    internal static async Task PublishAsync(string destination, JobMessage message, Func<JobMessage, Task> publish)
    {
        using var span = Start($"publish {destination}", ActivityKind.Producer, message.TraceParent)?
            .SetTag("messaging.system", Broker)
            .SetTag("messaging.operation.type", "send")
            .SetTag("messaging.destination.name", destination)
            .SetTag("messaging.message.id", message.Id);
        try
        {
            await publish(span is null ? message : message with { TraceParent = span.Id });
        }
        catch (Exception failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.Message);
            throw;
        }
    }

    /// <summary>The span of what takes a message from a queue, and does what is to be done about it before it acknowledges it.</summary>
    /// <returns>Null when nobody wants to know.</returns>
    public static Activity? Process(string queue, TakenMessage message) =>
        Start($"process {queue}", ActivityKind.Consumer, JobMessage.TraceParentOf(message.Properties))?
            .SetTag("messaging.system", Broker)
            .SetTag("messaging.operation.type", "process")
            .SetTag("messaging.destination.name", queue)
            .SetTag("messaging.message.id", message.Properties.MessageId);

    /// <summary>In the trace at hand, such as that of the job whose next attempt is published; else in the one that is given.</summary>
    private static Activity? Start(string name, ActivityKind kind, string? traceParent)
    {
        var parent = Activity.Current?.Context ?? default;
        return parent != default || ActivityContext.TryParse(traceParent, null, isRemote: true, out parent)
            ? Source.StartActivity(name, kind, parent)
            : null;
    }
}
