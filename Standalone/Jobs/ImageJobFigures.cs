using System.Diagnostics.Metrics;
using Products.Hosting.Telemetry;

namespace Products.Standalone.Jobs;

/// <summary>The jobs that are not done yet, and the dead letters.</summary>
internal sealed class ImageJobFigures : PolledFigures<JobsOutstanding>
{
    private readonly ImageJobTable _table;
    private readonly JobFigures _figures;

    public ImageJobFigures(ImageJobTable table, IMeterFactory meters, TimeProvider time) : base(time) =>
        (_table, _figures) = (table, new JobFigures(meters, () => Latest));

    protected override bool AreWanted => _figures.AreWanted;

    protected override Task<JobsOutstanding> LookAsync(CancellationToken cancellationToken) => _table.CountAsync();
}
