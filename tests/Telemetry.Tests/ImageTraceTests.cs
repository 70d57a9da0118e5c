using Products.Telemetry.Tests.Otlp;

namespace Products.Telemetry.Tests;

/// <summary>What becomes of an image is one trace, from the request of a client who wants to know, through three processes.</summary>
public sealed class ImageTraceTests(WatchedCluster watched)
{
    private const string FrontEnd = "web-frontend";
    private const string Silo = "silo";
    private const string Worker = "image-worker";

    [Fact]
    public async Task Each_step_from_the_request_to_the_recorded_picture_is_in_its_trace_under_what_asked_for_it()
    {
        var spans = await SpansAsync(watched.OfReadyImage, spans => spans.Count(span => span.Name == "store product") == 2);

        var request = Only(spans, FrontEnd, "POST /products", watched.OfReadyImage.Span);
        var creation = Only(spans, FrontEnd, "IProductGrain/CreateAsync", request.Id);
        var grain = Only(spans, Silo, "IProductGrain/CreateAsync", creation.Id);
        Only(spans, Silo, "store product", grain.Id);

        var message = Only(spans, Silo, "publish image-jobs", request.Id);
        var attempt = Only(spans, Worker, "process image-jobs", message.Id);
        Assert.All(["download image", "identify image", "decode image"], step => Only(spans, Worker, step, attempt.Id));
        Assert.All(["encode image", "store image"], step => Assert.Equal(
            ["compressed avif", "compressed webp", "thumbnail webp"],
            spans.Where(span => (span.Service, span.Name, span.Parent) == (Worker, step, attempt.Id)).Select(span => $"{span.Tags["products.variant"]} {span.Tags["products.format"]}").Order()));

        var recording = Only(spans, Worker, "IProductGrain/RecordImageAsync", attempt.Id);
        Only(spans, Silo, "store product", Only(spans, Silo, "IProductGrain/RecordImageAsync", recording.Id).Id);
        Assert.DoesNotContain(spans, span => span.IsError);
    }

    [Fact]
    public async Task The_next_attempt_is_in_the_trace_under_the_one_that_failed()
    {
        var spans = await SpansAsync(watched.OfRetriedImage, spans => spans.Count(span => span.Name == "store product") == 2);

        var first = Only(spans, Worker, "process image-jobs", Only(spans, Silo, "publish image-jobs").Id);
        Assert.True(first.IsError);
        Assert.Equal("retried", first.Tags["products.outcome"]);

        var retry = Only(spans, Worker, "publish image-jobs.retry.200", first.Id);
        Assert.Equal("done", Only(spans, Worker, "process image-jobs", retry.Id).Tags["products.outcome"]);
    }

    [Fact]
    public async Task A_failure_for_good_is_in_the_trace_until_the_product_knows_it()
    {
        var spans = await SpansAsync(watched.OfFailedImage, spans => spans.Count(span => span.Name == "store product") == 2);

        var attempt = Only(spans, Worker, "process image-jobs");
        Assert.Equal(("dead", "not_found"), (attempt.Tags["products.outcome"], attempt.Tags["error.type"]));
        var burial = Only(spans, Silo, "process image-jobs.dead", Only(spans, Worker, "publish image-jobs.dead", attempt.Id).Id);
        var letter = Only(spans, Silo, "IDeadLetterGrain/RecordAsync", burial.Id, first: true);
        Assert.Contains(spans, span => span.Name == "IProductGrain/RecordImageAsync" && IsBelow(span, letter, spans));
    }

    [Fact]
    public async Task What_nobody_asked_for_begins_no_trace()
    {
        foreach (var trace in new[] { watched.OfReadyImage, watched.OfRetriedImage, watched.OfFailedImage })
        {
            await SpansAsync(trace, spans => spans.Count(span => span.Name == "store product") == 2);
        }

        string[] clients = [watched.OfReadyImage.Id, watched.OfRetriedImage.Id, watched.OfFailedImage.Id];
        var beginnings = watched.Collector.Spans.Where(span => !clients.Contains(span.TraceId) && span.Parent == "").Select(span => $"{span.Service} {span.Name}").Distinct().ToList();
        Assert.NotEmpty(beginnings);
        Assert.All(beginnings, beginning => Assert.Matches($"^{FrontEnd} (GET|POST|PATCH) /", beginning));
    }

    [Fact]
    public Task Figures_are_sent_to_the_collector_too() => Until.TrueAsync(() => Task.FromResult(watched.Collector.Figures), figures => figures > 0);

    private Task<IReadOnlyList<ReceivedSpan>> SpansAsync(ClientTrace trace, Func<IReadOnlyList<ReceivedSpan>, bool> isWhole) => Until.TrueAsync(
        () => Task.FromResult<IReadOnlyList<ReceivedSpan>>([.. watched.Collector.Spans.Where(span => span.TraceId == trace.Id)]), isWhole);

    private static ReceivedSpan Only(IReadOnlyList<ReceivedSpan> spans, string service, string name, string? parent = null, bool first = false)
    {
        var found = spans.Where(span => span.Service == service && span.Name.TrimEnd('/') == name && (parent is null || span.Parent == parent)).ToList();
        Assert.True(first ? found.Count > 0 : found.Count == 1, $"{found.Count} spans '{name}' of {service} under {parent} among:\n{string.Join('\n', spans)}");
        return found[0];
    }

    private static bool IsBelow(ReceivedSpan span, ReceivedSpan above, IReadOnlyList<ReceivedSpan> spans) =>
        span.Parent == above.Id || spans.Any(parent => parent.Id == span.Parent && IsBelow(parent, above, spans));
}
