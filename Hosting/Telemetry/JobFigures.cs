using System.Diagnostics.Metrics;

namespace Products.Hosting.Telemetry;

/// <summary>The image jobs that are not done, wherever they stand, in the meter <c>Products.Jobs</c>.</summary>
public sealed class JobFigures
{
    private readonly ObservableGauge<long> _pending;

    /// <param name="meters">Of the process.</param>
    /// <param name="latest">Returns null while nothing is known.</param>
    public JobFigures(IMeterFactory meters, Func<JobsOutstanding?> latest)
    {
        var meter = meters.Create("Products.Jobs");
        _pending = meter.CreateObservableGauge("products.image_jobs.pending", () => Observe(jobs => jobs.Pending), "{job}", "Images whose processing has not ended.");
        meter.CreateObservableGauge("products.image_jobs.oldest_age", () => Observe(jobs => jobs.OldestAge), "s", "For how long the oldest of them has waited.");
        meter.CreateObservableGauge("products.dead_letters", () => Observe(jobs => jobs.DeadLetters), "{letter}", "Jobs that failed for good, and were neither replayed nor forgotten.");

        IEnumerable<Measurement<T>> Observe<T>(Func<JobsOutstanding, T> figure) where T : struct =>
            latest() is { } jobs ? [new Measurement<T>(figure(jobs))] : [];
    }

    /// <summary>Whether anybody collects them.</summary>
    public bool AreWanted => _pending.Enabled;
}

/// <summary>How many jobs are not done.</summary>
/// <param name="Pending">Images whose processing has not ended.</param>
/// <param name="OldestAge">In seconds; 0 where there is none.</param>
/// <param name="DeadLetters">Jobs that failed for good.</param>
public sealed record JobsOutstanding(long Pending, double OldestAge, long DeadLetters);
