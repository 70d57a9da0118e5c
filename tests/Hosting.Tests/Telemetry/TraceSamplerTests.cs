using System.Diagnostics;
using OpenTelemetry.Trace;
using Products.Hosting.Telemetry;

namespace Products.Hosting.Tests.Telemetry;

public sealed class TraceSamplerTests
{
    private static readonly TelemetryOptions RequestsOnly = new() { TraceRatio = 1, ReadTraceRatio = 0 };
    private static readonly TelemetryOptions ReadsOnly = new() { TraceRatio = 0, ReadTraceRatio = 1 };

    [Theory]
    [InlineData("POST", "/products")]
    [InlineData("GET", "/products")]
    [InlineData("PATCH", "/products/0198a0a0-0000-7000-8000-000000000001")]
    [InlineData("GET", "/admin/dead-letters")]
    public void A_request_is_kept_by_the_ratio_of_requests(string method, string path)
    {
        Assert.True(IsKept(RequestsOnly, method, path));
        Assert.False(IsKept(ReadsOnly, method, path));
    }

    [Theory]
    [InlineData("GET", "/products/0198a0a0-0000-7000-8000-000000000001")]
    [InlineData("HEAD", "/products/0198a0a0-0000-7000-8000-000000000001")]
    [InlineData("GET", "/images/a/b.webp")]
    public void A_read_is_kept_by_the_ratio_of_reads(string method, string path)
    {
        Assert.True(IsKept(ReadsOnly, method, path));
        Assert.False(IsKept(RequestsOnly, method, path));
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/metrics")]
    public void Whoever_watches_the_process_begins_no_trace(string path) => Assert.False(IsKept(new() { ReadTraceRatio = 1 }, "GET", path));

    [Fact]
    public void What_is_no_request_begins_no_trace() => Assert.False(IsKept(new() { ReadTraceRatio = 1 }, parent: default, tags: null));

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true)]
    [InlineData(ActivityTraceFlags.None, false)]
    public void What_continues_a_trace_does_as_its_beginning_did(ActivityTraceFlags flags, bool kept)
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: true);
        foreach (var options in new[] { RequestsOnly, ReadsOnly })
        {
            Assert.Equal(kept, IsKept(options, parent, tags: null));
            Assert.Equal(kept, IsKept(options, parent, Request("GET", "/products/0198a0a0-0000-7000-8000-000000000001")));
        }
    }

    private static bool IsKept(TelemetryOptions options, string method, string path) => IsKept(options, parent: default, Request(method, path));

    private static bool IsKept(TelemetryOptions options, ActivityContext parent, KeyValuePair<string, object?>[]? tags) =>
        new TraceSampler(options).ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), "name", ActivityKind.Server, tags)).Decision
            == SamplingDecision.RecordAndSample;

    private static KeyValuePair<string, object?>[] Request(string method, string path) => [new("http.request.method", method), new("url.path", path)];
}
