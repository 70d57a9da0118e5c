using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Products.Hosting.Telemetry;

/// <summary>What a process tells of its work, from the <c>Telemetry</c> section.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    public const string Section = "Telemetry";

    /// <summary>OpenTelemetry's own name of <see cref="OtlpEndpoint"/>.</summary>
    private const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string StandardProtocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Whether figures are collected, and served at <c>/metrics</c>.</summary>
    /// <value>The default is true.</value>
    public bool Metrics { get; set; } = true;

    /// <summary>The URL that traces and figures are sent to by OTLP; <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is another name of it.</summary>
    /// <value>The default is none: there are no traces then.</value>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>The share of requests that are traced, of those that bring no <c>traceparent</c>; one that does says it itself.</summary>
    /// <value>0 to 1; the default is 1.</value>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1;

    /// <summary>The same for reads of products and pictures, of which there are many, and all alike.</summary>
    /// <value>0 to 1; the default is 0.001.</value>
    [Range(0.0, 1.0)]
    public double ReadTraceRatio { get; set; } = 0.001;

    /// <summary>Whether there is somebody to send to.</summary>
    public bool IsSent => OtlpEndpoint.Length > 0;

    /// <summary>The section as it is before the host is built, when it is decided what the process is made of.</summary>
    public static TelemetryOptions Of(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<TelemetryOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new TelemetryOptions();
        options.OtlpEndpoint = options.IsSent ? options.OtlpEndpoint : configuration[StandardEndpoint] ?? "";
        return options;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsSent && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("Must be a URL that begins with http:// or https://.", [nameof(OtlpEndpoint)]);
        }
    }

    /// <summary>Says it in the way that OpenTelemetry reads by itself, with all its other settings, such as <c>OTEL_EXPORTER_OTLP_HEADERS</c>.</summary>
    internal void TellExporters(IConfiguration configuration)
    {
        configuration[StandardEndpoint] = OtlpEndpoint;
        configuration[StandardProtocol] ??= "http/protobuf"; // the specification's default, which is not that of the library
    }
}
