using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Products.Hosting.Logs;

/// <summary>Structured logs on standard output, the same in every process.</summary>
public static class Logging
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj} {Properties}{NewLine}{Exception}";

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(LogOptions.Section).Get<LogOptions>() ?? new LogOptions();
        builder.Services.AddSerilog(logs => Configure(logs, options));
    }

    private static void Configure(LoggerConfiguration logs, LogOptions options)
    {
        logs.MinimumLevel.Is(options.Level)
            .MinimumLevel.Override("Microsoft", options.FrameworkLevel)
            .MinimumLevel.Override("System", options.FrameworkLevel)
            .MinimumLevel.Override("Orleans", options.FrameworkLevel)
            .MinimumLevel.Override("Polly", options.FrameworkLevel)
            .MinimumLevel.Override("Orleans.Runtime.Silo", LogEventLevel.Error) // advice on garbage collectors, at each start
            .MinimumLevel.Override("Orleans.Runtime.Watchdog", LogEventLevel.Error) // takes the machine's uptime for a stall, at each start
            .Enrich.FromLogContext();

        if (options.Format == LogFormat.Json)
        {
            logs.WriteTo.Console(new CompactJsonFormatter());
        }
        else
        {
            logs.WriteTo.Console(outputTemplate: Template, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
