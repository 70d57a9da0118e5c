using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.Telemetry;

/// <summary>The state of each dependency as a figure, in the meter <c>Products.Health</c>, whether somebody asks for the health or not.</summary>
internal sealed class DependencyFigures : IHealthCheckPublisher
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private volatile HealthReport? _latest;

    public DependencyFigures(IMeterFactory meters) => meters.Create("Products.Health").CreateObservableGauge(
        "products.dependency.health", Observe, unit: null, "What /health/ready says of a dependency: 1 healthy, 0.5 degraded, 0 unhealthy.");

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        _latest = report;
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<double>> Observe() => (_latest?.Entries ?? new Dictionary<string, HealthReportEntry>())
        .Select(entry => new Measurement<double>((int)entry.Value.Status / (double)HealthStatus.Healthy, new KeyValuePair<string, object?>("dependency", entry.Key)));
}
