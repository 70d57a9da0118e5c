using System.Diagnostics.Metrics;
using Products.Hosting.Telemetry;

namespace Products.Silo.Jobs;

/// <summary>The jobs that are not done yet, and the dead letters, as the database has them. Every silo says the same.</summary>
internal sealed class OutboxFigures : PolledFigures<JobsOutstanding>
{
    private readonly Outbox _outbox;
    private readonly JobFigures _figures;

    public OutboxFigures(Outbox outbox, IMeterFactory meters, TimeProvider time) : base(time) =>
        (_outbox, _figures) = (outbox, new JobFigures(meters, () => Latest));

    protected override bool AreWanted => _figures.AreWanted;

    protected override Task<JobsOutstanding> LookAsync(CancellationToken cancellationToken) => _outbox.CountAsync(cancellationToken);
}
