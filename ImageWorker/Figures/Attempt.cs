using System.Diagnostics;
using System.Diagnostics.Metrics;
using Products.ImageWorker.Jobs;

namespace Products.ImageWorker.Figures;

/// <summary>One attempt at a job: a span of the trace of the request that asked for it, and a count of what came of it.</summary>
internal sealed class Attempt : IDisposable
{
    private const string Queue = "image-jobs";

    private static readonly Counter<long> Attempts = Step.Meter.CreateCounter<long>(
        "products.image_jobs.attempts", "{attempt}", "Attempts at image jobs, by what came of them: done, unwanted, retried, dead, put_back or abandoned.");

    private readonly Activity _span;

    public Attempt(ImageDelivery delivery)
    {
        var traceParent = delivery.TraceParent ?? delivery.Job.TraceParent;
        _span = StartSpan(traceParent) ?? StartUnseen(traceParent);
        if (_span.IsAllDataRequested)
        {
            Describe(delivery);
        }
    }

    public string TraceId => _span.TraceId.ToHexString();

    /// <param name="outcome">See the counter.</param>
    /// <param name="error">The code of what went wrong with the image.</param>
    public void Ended(string outcome, string? error = null)
    {
        Attempts.Add(1, new("outcome", outcome), new("error.type", error ?? ""));
        _span.SetTag("products.outcome", outcome);
        if (error is not null)
        {
            _span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose() => _span.Dispose();

    private static Activity? StartSpan(string? traceParent) => ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
        ? Step.Source.StartActivity($"process {Queue}", ActivityKind.Consumer, parent)
        : null;

    /// <summary>Nobody collects it, but the log lines of the attempt have its trace.</summary>
    private static Activity StartUnseen(string? traceParent)
    {
        var span = new Activity("image job");
        if (traceParent is not null)
        {
            span.SetParentId(traceParent);
        }

        return span.Start();
    }

    private void Describe(ImageDelivery delivery) => _span
        .SetTag("messaging.system", delivery.Broker)
        .SetTag("messaging.operation.type", "process")
        .SetTag("messaging.destination.name", Queue)
        .SetTag("messaging.message.id", $"{delivery.Job.ImageId}:{delivery.Job.Generation}")
        .SetTag("products.product_id", delivery.Job.ProductId)
        .SetTag("products.image_id", delivery.Job.ImageId)
        .SetTag("products.attempt", delivery.Attempt);
}
