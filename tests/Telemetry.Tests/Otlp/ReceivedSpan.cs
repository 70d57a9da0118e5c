namespace Products.Telemetry.Tests.Otlp;

/// <summary>A span as a collector sees it.</summary>
/// <param name="Service">The process that made it.</param>
/// <param name="TraceId">In lower-case hex, as the others.</param>
/// <param name="Id">Of the span.</param>
/// <param name="Parent">Empty when it has none.</param>
/// <param name="Name">Of what was done.</param>
/// <param name="Tags">By name; only texts, and other values as texts.</param>
/// <param name="IsError">Whether it says that it failed.</param>
public sealed record ReceivedSpan(
    string Service, string TraceId, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Tags, bool IsError);
