using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Products.Hosting.Telemetry;

/// <summary>Decides where a trace begins whether it is kept; what follows does as its beginning did.</summary>
/// <remarks>Only requests begin one. What a process does by itself, such as looking at its tables several times a second, does not.</remarks>
internal sealed class TraceSampler(TelemetryOptions options) : Sampler
{
    private static readonly string[] Reads = ["/products/", "/images/"];
    private static readonly string[] Watching = ["/health", "/metrics"];

    private readonly TraceIdRatioBasedSampler _ofRequests = new(options.TraceRatio);
    private readonly TraceIdRatioBasedSampler _ofReads = new(options.ReadTraceRatio);

    public override SamplingResult ShouldSample(in SamplingParameters parameters)
    {
        if (parameters.ParentContext.TraceId != default)
        {
            var kept = parameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);
            return new SamplingResult(kept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
        }

        var (method, path) = RequestOf(parameters.Tags);
        return path is null || Watching.Any(beginning => path.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) ? new SamplingResult(SamplingDecision.Drop)
            : IsRead(method, path) ? _ofReads.ShouldSample(parameters)
            : _ofRequests.ShouldSample(parameters);
    }

    private static bool IsRead(string? method, string path) =>
        method is "GET" or "HEAD" && Reads.Any(beginning => path.StartsWith(beginning, StringComparison.Ordinal));

    /// <returns>Two nulls when it is no request.</returns>
    private static (string? Method, string? Path) RequestOf(IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        var (method, path) = ((string?)null, (string?)null);
        foreach (var (name, value) in tags ?? [])
        {
            method = name == "http.request.method" ? value as string : method;
            path = name == "url.path" ? value as string : path;
        }

        return (method, path);
    }
}
