using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.Health;

/// <summary>The state of the service and of what it depends on.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>: the worst of the dependencies. <c>stopping</c> once the process was told to stop.</param>
/// <param name="Dependencies">By name.</param>
public sealed record Readiness(string Status, IReadOnlyDictionary<string, DependencyState> Dependencies)
{
    public static Readiness Live { get; } = new(NameOf(HealthStatus.Healthy), new Dictionary<string, DependencyState>());

    public static Readiness Stopping { get; } = new("stopping", new Dictionary<string, DependencyState>());

    public static Readiness Of(HealthReport report) =>
        new(NameOf(report.Status), report.Entries.ToDictionary(entry => entry.Key, entry => DependencyState.Of(entry.Value)));

    public static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}

/// <summary>The state of one dependency.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Description">What the check has to say, if anything.</param>
/// <param name="DurationMs">How long the check took, in milliseconds.</param>
public sealed record DependencyState(string Status, string? Description, double DurationMs)
{
    /// <summary>The text of an exception is for the log, so a check that threw has no description.</summary>
    public static DependencyState Of(HealthReportEntry entry) =>
        new(Readiness.NameOf(entry.Status), entry.Exception is null ? entry.Description : null, Math.Round(entry.Duration.TotalMilliseconds, 1));
}
