using Products.Hosting.Settings;
using Products.ImageWorker.Download;
using Products.ImageWorker.Jobs;
using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker;

/// <summary>What an image worker is made of. Its host adds the job source and the image store.</summary>
public static class WorkerServices
{
    public static IServiceCollection AddImageWorker(this IServiceCollection services)
    {
        services.AddSettings<ImageOptions>(ImageOptions.Section);
        services.AddDownload();
        services.AddPipeline();
        services.AddSingleton<ImageMaker>();
        services.AddSingleton<ImageJobProcessor>();
        services.AddHostedService<ImageJobWorker>();
        return services;
    }
}
