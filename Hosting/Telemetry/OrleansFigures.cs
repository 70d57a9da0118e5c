using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Products.Hosting.Telemetry;

/// <summary>Which of Orleans' figures are collected: it has some hundred and fifty, and most cost something with each message.</summary>
internal static class OrleansFigures
{
    public const string Meter = "Microsoft.Orleans";

    private static readonly string[] Chosen =
    [
        "orleans-catalog-activations",
        "orleans-catalog-activation-created",
        "orleans-catalog-activation-destroyed",
        "orleans-catalog-activation-failed-to-activate",
        "orleans-app-requests-timedout",
        "orleans-messaging-rejected",
        "orleans-gateway-connected-clients",
        "orleans-client-connected-gateways",
        "orleans-scheduler-long-running-turns",
    ];

    /// <returns>Null where there is nothing to be said.</returns>
    public static MetricStreamConfiguration? Choose(Instrument instrument) =>
        instrument.Meter.Name == Meter && !Chosen.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null;
}
