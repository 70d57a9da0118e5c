using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Grains.Interfaces.Changes;
using Products.Hosting.Cluster;
using Products.Hosting.ImageStore;
using Products.Hosting.Logs;
using Products.Hosting.OrleansDashboard;
using Products.Hosting.Settings;
using Products.Hosting.Stop;
using Products.Hosting.Telemetry;

namespace Products.WebFrontend;

/// <summary>A front end of the cluster: the REST API over the silos' grains.</summary>
public static class FrontendHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSettingsSources();
        builder.AddLogs();
        builder.AddTelemetry("web-frontend");
        builder.AddClusterClient(client => client.AddMemoryStreams(ChangeStream.Provider).AddDashboardWhereEnabled());
        builder.Services.AddS3ImageStore(HealthStatus.Degraded); // products are served without their pictures, too
        builder.AddWebFrontend();
        builder.AddGracefulStop(TimeSpan.FromSeconds(3)); // longer than a load balancer takes to see that it is not ready

        var app = builder.Build();
        app.MapWebFrontend();
        return app;
    }
}
