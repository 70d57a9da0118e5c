using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Products.Hosting.Settings;

namespace Products.Hosting.Telemetry;

/// <summary>Traces and figures by OpenTelemetry, the same in every process. See docs/decisions/0025-telemetry.md.</summary>
public static class TelemetrySetup
{
    /// <summary>Those of ours, and what ours stands on.</summary>
    private static readonly string[] Meters =
        ["Products.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", OrleansFigures.Meter];

    private static readonly string[] Sources = ["Products.*", "Microsoft.AspNetCore", "Microsoft.Orleans.Application", "Npgsql"];

    /// <summary>Of the release, and the commit that it was built from.</summary>
    private static readonly string Version =
        typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Collects figures unless the settings say otherwise, and traces where there is somebody to send them to.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="name">What it is called, such as <c>silo</c>.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        var services = builder.Services;
        services.AddSettings<TelemetryOptions>(TelemetryOptions.Section);
        var options = TelemetryOptions.Of(builder.Configuration);
        services.PostConfigure<TelemetryOptions>(validated => validated.OtlpEndpoint = options.OtlpEndpoint);
        if (options.IsSent)
        {
            options.TellExporters(builder.Configuration);
            Activities.FillIn();
            services.AddTransient<IStartupFilter, RequestSpans>();
            services.AddOpenTelemetry().WithTracing(traces => traces.AddSource(Sources).SetSampler(SamplerOf).AddOtlpExporter());
        }

        if (options.Metrics)
        {
            services.AddOpenTelemetry().WithMetrics(metrics => metrics.Collect(options));
            services.AddSingleton<IHealthCheckPublisher, DependencyFigures>();
            services.Configure<HealthCheckPublisherOptions>(publisher => publisher.Period = DependencyFigures.Interval);
        }

        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(name, "products", Version).AddEnvironmentVariableDetector());
    }

    /// <summary>Serves the figures at <c>/metrics</c>, as Prometheus reads them, where they are collected.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<MeterProvider>() is not null)
        {
            routes.MapPrometheusScrapingEndpoint().DisableHttpMetrics();
        }
    }

    private static TraceSampler SamplerOf(IServiceProvider provider) => new(provider.GetRequiredService<IOptions<TelemetryOptions>>().Value);

    private static void Collect(this MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(Meters).AddView(OrleansFigures.Choose).AddPrometheusExporter();
        if (options.IsSent)
        {
            metrics.AddOtlpExporter();
        }
    }
}
