using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Grains.Products;
using Products.Hosting.RabbitMq;

namespace Products.Silo.Jobs;

/// <summary>Image jobs from the outbox to RabbitMQ, and dead letters back.</summary>
internal static class JobsSetup
{
    /// <summary>Without RabbitMQ a silo is degraded only: products can still be written. Needs the storage on Postgres.</summary>
    public static void AddImageJobs(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRabbitMq(retryDelays: _ => [], HealthStatus.Degraded);
        services.AddSingleton<Outbox>();
        services.AddSingleton<UnreadableLetters>();
        services.AddSingleton<JobPublisher>();
        services.AddSingleton<IImageJobQueue>(provider => provider.GetRequiredService<JobPublisher>());

        // Stopped the other way round: what takes before what publishes.
        services.AddHostedService(provider => provider.GetRequiredService<JobPublisher>());
        services.AddHostedService<JobSweeper>();
        services.AddHostedService<DeadLetterConsumer>();
        services.AddHostedService<OutboxFigures>();
    }
}
