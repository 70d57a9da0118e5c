using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;
using Products.Hosting.ImageStore;
using Products.Hosting.Logs;

namespace Products.WebFrontend;

/// <summary>A front end of the cluster: the REST API over the silos' grains.</summary>
public static class FrontendHost
{
    /// <summary>Runs until the process is told to stop.</summary>
    public static async Task RunAsync(string[] args)
    {
        await using var app = Build(args);
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.RunAsync();
    }

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddLogs();
        builder.AddClusterClient();
        builder.Services.AddS3ImageStore(HealthStatus.Degraded); // products are served without their pictures, too
        builder.AddWebFrontend();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

        var app = builder.Build();
        app.MapWebFrontend();
        return app;
    }
}
