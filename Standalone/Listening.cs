using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Products.Hosting.Settings;

namespace Products.Standalone;

/// <summary>Where the host listens: on loopback unless told otherwise, because it asks nobody who they are.</summary>
internal static partial class Listening
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>The names by which this machine calls itself. A web page elsewhere, whose name resolves to it, uses another.</summary>
    private const string LoopbackHosts = "localhost;127.0.0.1;[::1]";

    public static void ListenOnLoopback(this WebApplicationBuilder builder)
    {
        if (IsTold(builder.Configuration))
        {
            return;
        }

        var urls = builder.Configuration["urls"] is { Length: > 0 } told ? told : DefaultUrl;
        builder.WebHost.UseUrls(urls);
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Check).ToList();
        if (addresses.All(IsLoopback))
        {
            builder.Configuration["AllowedHosts"] ??= string.Join(';', addresses.Select(address => address.Host).Prepend(LoopbackHosts));
            builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        }
    }

    /// <summary>Says at start what it listens on, and who can reach it.</summary>
    public static void WarnWhenExposed(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var urls = string.Join(", ", app.Urls);
        if (app.Urls.Select(BindingAddress.Parse).All(IsLoopback))
        {
            LogListening(app.Logger, urls);
        }
        else
        {
            LogExposed(app.Logger, urls);
        }
    });

    private static bool IsTold(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["http_ports"]) || !string.IsNullOrEmpty(configuration["https_ports"])
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static BindingAddress Check(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Port: >= 0 and <= ushort.MaxValue } address ? address : throw new FormatException();
        }
        catch (FormatException failure)
        {
            throw new StartFailureException($"urls: '{url}' is no address such as {DefaultUrl}.", failure);
        }
    }

    private static bool IsLoopback(BindingAddress address) => address.Host == "localhost"
        || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Urls}, for this machine only: there is no authentication")]
    private static partial void LogListening(ILogger logger, string urls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listening on {Urls}: everybody who can reach it may change everything, there is no authentication")]
    private static partial void LogExposed(ILogger logger, string urls);
}
