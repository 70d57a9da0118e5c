using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Products.Hosting.Health;

/// <summary>Where a process that serves nothing but its health listens.</summary>
public static class HealthAddress
{
    private static readonly string[] Addresses = ["urls", "http_ports", "https_ports"];

    /// <summary>On this address of the machine itself, unless any of the framework's settings names another.</summary>
    public static void ListenForHealth(this WebApplicationBuilder builder, string fallback)
    {
        if (!IsTold(builder.Configuration))
        {
            builder.WebHost.UseUrls(fallback);
        }
    }

    private static bool IsTold(ConfigurationManager configuration) =>
        Addresses.Any(name => !string.IsNullOrEmpty(configuration[name]))
        || configuration.GetSection("Kestrel:Endpoints").Exists();
}
