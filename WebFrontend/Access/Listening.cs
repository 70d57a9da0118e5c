using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Products.Hosting.Settings;

namespace Products.WebFrontend.Access;

/// <summary>Where a front end listens: on loopback unless told otherwise, and where others can reach it only with authentication, or when told to do without.</summary>
internal static partial class Listening
{
    private const string DefaultUrl = "http://localhost:8080";

    /// <summary>The names by which this machine calls itself. A web page elsewhere, whose name resolves to it, uses another.</summary>
    private const string LoopbackHosts = "localhost;127.0.0.1;[::1]";

    /// <exception cref="StartFailureException">An address is none, or everybody could change everything there.</exception>
    public static void ListenWhereItIsSafe(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (HasPorts(configuration))
        {
            RequireAccessControl(configuration, "http_ports, https_ports or Kestrel:Endpoints");
            return;
        }

        var urls = configuration["urls"] is { Length: > 0 } told ? told : DefaultUrl;
        builder.WebHost.UseUrls(urls);
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Check).ToList();
        if (!addresses.All(IsLoopback))
        {
            RequireAccessControl(configuration, $"urls={urls}");
        }
        else if (!AccessOptions.IsOn(configuration))
        {
            configuration["AllowedHosts"] ??= string.Join(';', addresses.Select(address => address.Host).Prepend(LoopbackHosts));
            builder.Services.Configure<HostFilteringOptions>(hosts => hosts.IncludeFailureMessage = false);
        }
    }

    /// <summary>Says at start what it listens on, and who can do what there.</summary>
    public static void TellListening(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var urls = string.Join(", ", app.Urls);
        if (app.HasAccessControl())
        {
            LogGuarded(app.Logger, urls);
        }
        else if (app.Urls.Select(BindingAddress.Parse).All(IsLoopback))
        {
            LogListening(app.Logger, urls);
        }
        else
        {
            LogExposed(app.Logger, urls);
        }
    });

    /// <summary>As in the images of ASP.NET, which set <c>ASPNETCORE_HTTP_PORTS</c>: such a port is open on every address.</summary>
    private static bool HasPorts(ConfigurationManager configuration) =>
        string.IsNullOrEmpty(configuration["urls"])
            && (!string.IsNullOrEmpty(configuration["http_ports"]) || !string.IsNullOrEmpty(configuration["https_ports"]))
        || configuration.GetSection("Kestrel:Endpoints").Exists();

    private static void RequireAccessControl(ConfigurationManager configuration, string place)
    {
        if (!AccessOptions.IsOn(configuration) && !configuration.GetValue<bool>($"{ApiOptions.Section}:{nameof(ApiOptions.AllowAnonymous)}"))
        {
            throw new StartFailureException(
                $"{place}: others than this machine could reach the API, and nobody is asked who they are. Set Access:Authority, "
                + "Access:SigningKey or Access:PublicKey; or Api:AllowAnonymous=true, if everybody there may change everything.");
        }
    }

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

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Urls}, for those who have a token")]
    private static partial void LogGuarded(ILogger logger, string urls);

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Urls}, for this machine only: there is no authentication")]
    private static partial void LogListening(ILogger logger, string urls);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listening on {Urls}, for everybody who can reach it to change everything: there is no authentication (Api:AllowAnonymous)")]
    private static partial void LogExposed(ILogger logger, string urls);
}
