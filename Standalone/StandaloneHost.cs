using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;
using Products.Grains.Products;
using Products.Hosting.Cleanup;
using Products.Hosting.Cluster;
using Products.Hosting.ImageStore;
using Products.Hosting.Logs;
using Products.Hosting.Settings;
using Products.Hosting.Stop;
using Products.Hosting.Telemetry;
using Products.ImageWorker.Jobs;
using Products.ImageWorker;
using Products.Standalone.Cluster;
using Products.Standalone.Jobs;
using Products.Standalone.Sample;
using Products.Standalone.Storage;
using Products.WebFrontend;

namespace Products.Standalone;

/// <summary>Silo, front end and worker in one process, on embedded storage.</summary>
public static class StandaloneHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(SampleCatalogue.ExpandSwitch(args));
        builder.AddSettingsSources();
        builder.AddLogs();
        builder.AddTelemetry("standalone");
        builder.AddStorage();
        builder.AddSilo();
        builder.AddWebFrontend();
        builder.Services.AddImageWorker();
        builder.Services.AddHostedService<ImageSweeper>(); // after the silo, so that it stops before it
        builder.Services.AddHostedService<SampleCatalogue>();
        builder.AddGracefulStop(TimeSpan.Zero);

        var app = builder.Build();
        app.MapWebFrontend();
        return app;
    }

    private static void AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<StandaloneOptions>(StandaloneOptions.Section).AddSettings<CleanupOptions>(CleanupOptions.Section);
        services.AddSingleton(provider => DataFolder.Open(Options(provider).DataPath));
        services.AddSingleton(provider => new Database(provider.GetRequiredService<DataFolder>().Database));
        services.AddSqliteStorage();
        services.AddSingleton<IImageStore>(provider =>
            new FolderImageStore(provider.GetRequiredService<DataFolder>().Images, Options(provider).ImagesBaseUrl));
        services.AddOptions<ImageOptions>().Configure<DataFolder>((images, folder) => images.TempPath = folder.Temporary);
        services.AddImageStoreHealth().AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<ImageJobHealth>("image_jobs");
    }

    private static void AddSilo(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(ClusterState.OfSilo());
        services.AddSettings<ProductLimits>(ProductLimits.Section);
        services.AddSingleton<ImageJobTable>();
        services.AddSingleton<ImageJobQueue>();
        services.AddHostedService<ImageJobFigures>();
        services.AddSingleton<IImageJobQueue>(provider => provider.GetRequiredService<ImageJobQueue>());
        services.AddSingleton<IImageJobSource>(provider => provider.GetRequiredService<ImageJobQueue>());
        builder.UseOrleans(silo => silo.UseLoneSilo());
    }

    private static StandaloneOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<StandaloneOptions>>().Value;
}
