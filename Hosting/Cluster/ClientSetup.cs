using Microsoft.Extensions.Hosting;

namespace Products.Hosting.Cluster;

/// <summary>A process that calls grains, but holds none.</summary>
public static class ClientSetup
{
    public static void AddClusterClient(this IHostApplicationBuilder builder)
    {
    }
}
