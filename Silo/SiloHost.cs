using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Grains.Interfaces.Products;
using Products.Hosting.Cleanup;
using Products.Hosting.Health;
using Products.Hosting.ImageStore;
using Products.Hosting.Logs;
using Products.Hosting.Settings;
using Products.Hosting.Stop;
using Products.Hosting.Telemetry;
using Products.Silo.Jobs;
using Products.Silo.Membership;
using Products.Silo.Storage;

namespace Products.Silo;

/// <summary>A silo of the cluster: grains on Postgres, jobs to RabbitMQ.</summary>
public static class SiloHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSettingsSources();
        builder.AddLogs();
        builder.AddTelemetry("silo");
        builder.ListenForHealth("http://localhost:8081");
        builder.Services.AddHealth();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSettings<ProductLimits>(ProductLimits.Section).AddSettings<CleanupOptions>(CleanupOptions.Section);
        builder.AddPostgresStorage();
        builder.AddClusterSilo();
        builder.AddImageJobs(); // after the silo, so that it stops before it
        builder.Services.AddS3ImageStore(HealthStatus.Degraded); // needed only to delete what nobody refers to any more
        builder.Services.AddHostedService<ImageSweeper>();
        builder.AddGracefulStop(TimeSpan.Zero);

        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
