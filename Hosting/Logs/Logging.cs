using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Templates;

namespace Products.Hosting.Logs;

/// <summary>Structured logs on standard output, the same in every process.</summary>
public static class Logging
{
    private const string Line =
        "{@t:HH:mm:ss.fff} {@l:u3} {@m}" +
        "{#if product_id is not null} product={product_id}{#end}" +
        "{#if image_id is not null} image={image_id} attempt={attempt}{#end}" +
        "{#if user_id is not null} user={user_id}{#end}" +
        "{#if trace_id is not null} trace={trace_id}{#end}\n{@x}";

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(LogOptions.Section).Get<LogOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new LogOptions();
        // Each host has its own logger: by way of the static one, a host that ends would silence another of the same process.
        builder.Services.AddSerilog(logs => Configure(logs, options), preserveStaticLogger: true);
    }

    private static void Configure(LoggerConfiguration logs, LogOptions options)
    {
        logs.MinimumLevel.Is(options.Level)
            .MinimumLevel.Override("Microsoft", options.FrameworkLevel)
            .MinimumLevel.Override("System", options.FrameworkLevel)
            .MinimumLevel.Override("Orleans", options.FrameworkLevel)
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal) // HealthChanges tells each change once
            .MinimumLevel.Override("Polly", options.FrameworkLevel)
            .MinimumLevel.Override("Orleans.Runtime.Silo", LogEventLevel.Error) // advice on garbage collectors, at each start
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error) // takes the machine's uptime for a stall, at each start
            .Filter.ByExcluding(line => line.MessageTemplate.Text is "Hosting failed to start" or "Exception during Silo.Start") // the process says so itself
            .Filter.ByExcluding(IsEndOfStreams)
            .Enrich.FromLogContext();

        logs.WriteTo.Console(Formatter(options.Format));
    }

    /// <summary>Orleans' streams take their own end for a failure, at each stop.</summary>
    private static bool IsEndOfStreams(LogEvent line) => line.Exception is OperationCanceledException
        && line.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source)
        && source.ToString().Trim('"') is var name
        && (name.StartsWith("Orleans.Streams", StringComparison.Ordinal) || name.StartsWith("Orleans.Providers", StringComparison.Ordinal));

    private static ITextFormatter Formatter(LogFormat format) => format switch
    {
        LogFormat.Json => new CompactJsonFormatter(),
        _ => new ExpressionTemplate(Line, CultureInfo.InvariantCulture),
    };
}
