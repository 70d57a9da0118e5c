using Serilog.Events;

namespace Products.Hosting.Logs;

/// <summary>What is logged and how it looks, from the <c>Logs</c> section.</summary>
public sealed class LogOptions
{
    public const string Section = "Logs";

    /// <summary>How a line looks.</summary>
    /// <value><c>Text</c> for people, the default, or <c>Json</c>: one compact JSON object a line (CLEF).</value>
    public LogFormat Format { get; set; } = LogFormat.Text;

    /// <summary>The least important level that is logged.</summary>
    /// <value>The default is <c>Information</c>.</value>
    public LogEventLevel Level { get; set; } = LogEventLevel.Information;

    /// <summary>The same, for what the frameworks say.</summary>
    /// <value>The default is <c>Warning</c>.</value>
    public LogEventLevel FrameworkLevel { get; set; } = LogEventLevel.Warning;
}

public enum LogFormat
{
    Text,
    Json,
}
