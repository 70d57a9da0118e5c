using System.Net;

namespace Products.Standalone;

/// <summary>Where the host listens: on loopback unless told otherwise, because it asks nobody who they are.</summary>
internal static partial class Listening
{
    private const string DefaultUrl = "http://localhost:8080";

    public static void ListenOnLoopback(this WebApplicationBuilder builder)
    {
        string[] settings = ["urls", "http_ports", "https_ports"];
        if (settings.All(setting => string.IsNullOrEmpty(builder.Configuration[setting]))
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    /// <summary>Says at start what it listens on, and who can reach it.</summary>
    public static void WarnWhenExposed(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var urls = string.Join(", ", app.Urls);
        if (app.Urls.All(IsLoopback))
        {
            LogListening(app.Logger, urls);
        }
        else
        {
            LogExposed(app.Logger, urls);
        }
    });

    private static bool IsLoopback(string url) => new Uri(url.Replace("//+", "//0.0.0.0", StringComparison.Ordinal)
        .Replace("//*", "//0.0.0.0", StringComparison.Ordinal)) is { IsLoopback: true } uri && uri.Host != IPAddress.Any.ToString();

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Urls}, for this machine only: there is no authentication")]
    private static partial void LogListening(ILogger logger, string urls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listening on {Urls}: everybody who can reach it may change everything, there is no authentication")]
    private static partial void LogExposed(ILogger logger, string urls);
}
