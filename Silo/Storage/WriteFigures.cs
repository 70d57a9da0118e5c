using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Products.Silo.Storage;

/// <summary>How products are stored, in the meter <c>Products.Silo</c>.</summary>
internal sealed class WriteFigures
{
    private readonly Histogram<int> _sizes;
    private readonly Histogram<double> _durations;

    public WriteFigures(IMeterFactory meters)
    {
        var meter = meters.Create("Products.Silo");
        _sizes = meter.CreateHistogram("products.writes.group_size", "{write}", "Products stored by one statement.", tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });
        _durations = meter.CreateHistogram("products.writes.duration", "s", "How long such a statement takes, with its commit.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
    }

    /// <param name="size">How many products are stored together.</param>
    public Statement Begin(int size)
    {
        _sizes.Record(size);
        return new Statement(_durations);
    }

    /// <summary>A statement under way; one that is not done when it is disposed of has failed.</summary>
    internal sealed class Statement(Histogram<double> durations) : IDisposable
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private string _outcome = "failed";

        public void Done() => _outcome = "done";

        public void Dispose() => durations.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, new KeyValuePair<string, object?>("outcome", _outcome));
    }
}
