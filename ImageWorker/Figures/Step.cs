using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Products.ImageWorker.Figures;

/// <summary>A step on the way from a job to stored pictures: a span, its duration, and the bytes that it was about.</summary>
/// <remarks>The figures are in the meter <c>Products.ImageWorker</c>, by step and format. A step that is not done when it is disposed of has failed.</remarks>
internal sealed class Step : IDisposable
{
    public static readonly ActivitySource Source = new("Products.ImageWorker");
    public static readonly Meter Meter = new("Products.ImageWorker");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "products.images.step.duration", "s", "How long the steps of processing an image take.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>(
        "products.images.step.bytes", "By", "Bytes that steps fetched, read, made or stored.");

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly string _name;
    private readonly Activity? _span;
    private string _format;
    private bool _done;

    private Step(string name, string format, string? variant)
    {
        (_name, _format) = (name, format);
        _span = Source.StartActivity($"{name} image")?.SetTag("products.variant", variant);
    }

    /// <param name="name">What it does.</param>
    /// <param name="format">Of the picture; empty where it is not known yet.</param>
    /// <param name="variant">Which of the pictures of an image.</param>
    public static Step Begin(string name, string format = "", string? variant = null) => new(name, format, variant);

    /// <param name="bytes">0 where it is about none.</param>
    /// <param name="format">As it was found to be.</param>
    public void Done(long bytes = 0, string? format = null)
    {
        _done = true;
        _format = format ?? _format;
        if (bytes > 0)
        {
            Bytes.Add(bytes, new("step", _name), new("format", _format));
            _span?.SetTag("products.bytes", bytes);
        }
    }

    public void Dispose()
    {
        var outcome = _done ? "done" : "failed";
        Durations.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, new("step", _name), new("format", _format), new("outcome", outcome));
        _span?.SetTag("products.format", _format).SetStatus(_done ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        _span?.Dispose();
    }
}
