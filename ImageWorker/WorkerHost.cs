using Products.Hosting.Cluster;
using Products.Hosting.Health;
using Products.Hosting.ImageStore;
using Products.Hosting.Logs;
using Products.Hosting.Settings;
using Products.Hosting.Stop;
using Products.Hosting.Telemetry;
using Products.ImageWorker.Queue;

namespace Products.ImageWorker;

/// <summary>An image worker: jobs from RabbitMQ, pictures to S3, results to the grains.</summary>
public static class WorkerHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddSettingsSources();
        builder.AddLogs();
        builder.AddTelemetry("image-worker");
        builder.ListenForHealth("http://localhost:8082");
        builder.Services.AddHealth();
        builder.AddClusterClient();
        builder.AddJobQueue();
        builder.Services.AddS3ImageStore();
        builder.Services.AddImageWorker();
        builder.AddGracefulStop(TimeSpan.Zero);

        var app = builder.Build();
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
