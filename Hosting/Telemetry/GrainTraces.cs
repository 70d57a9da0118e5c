namespace Products.Hosting.Telemetry;

/// <summary>Traces through grain calls.</summary>
public static class GrainTraces
{
    /// <summary>Where traces are sent: each call costs two filters.</summary>
    public static IClientBuilder AddTraces(this IClientBuilder client) =>
        TelemetryOptions.Of(client.Configuration).IsSent ? client.AddActivityPropagation() : client;

    /// <inheritdoc cref="AddTraces(IClientBuilder)"/>
    public static ISiloBuilder AddTraces(this ISiloBuilder silo) =>
        TelemetryOptions.Of(silo.Configuration).IsSent ? silo.AddActivityPropagation() : silo;
}
