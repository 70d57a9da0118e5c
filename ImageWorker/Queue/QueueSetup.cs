using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Products.Hosting.RabbitMq;
using Products.ImageWorker.Jobs;

namespace Products.ImageWorker.Queue;

/// <summary>Image jobs from RabbitMQ.</summary>
internal static class QueueSetup
{
    /// <summary>Each delay of <c>Images:RetryDelays</c> has its queue. Without RabbitMQ a worker has nothing to do.</summary>
    public static void AddJobQueue(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRabbitMq(provider => provider.GetRequiredService<IOptions<ImageOptions>>().Value.Delays, HealthStatus.Unhealthy);
        builder.Services.AddSingleton<IImageJobSource, RabbitJobSource>();
    }
}
