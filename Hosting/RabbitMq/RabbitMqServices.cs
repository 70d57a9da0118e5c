using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;

namespace Products.Hosting.RabbitMq;

/// <summary>What silo and worker need of RabbitMQ.</summary>
public static class RabbitMqServices
{
    /// <summary>Adds <see cref="Broker"/>, <see cref="JobTopology"/>, their settings, and a health check.</summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="retryDelays">The delays for which the process needs retry queues.</param>
    /// <param name="whenAway">How ill the process is without RabbitMQ.</param>
    public static IServiceCollection AddRabbitMq(
        this IServiceCollection services, Func<IServiceProvider, IReadOnlyCollection<TimeSpan>> retryDelays, HealthStatus whenAway)
    {
        services.AddSettings<RabbitMqOptions>(RabbitMqOptions.Section).AddSettings<ImageQueueOptions>(ImageQueueOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new JobTopology(provider.GetRequiredService<IOptions<ImageQueueOptions>>(), retryDelays(provider)));
        services.AddSingleton<Broker>();
        services.AddHostedService<QueueFigures>();
        services.AddHealthChecks().AddCheck<RabbitMqHealth>("rabbitmq", whenAway);
        return services;
    }
}
