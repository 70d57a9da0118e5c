using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Products.Hosting.Health;

/// <summary>What the health pages need of a process.</summary>
public static class HealthServices
{
    /// <summary>For <see cref="HealthEndpoints.MapHealth"/>. Every check of the process, whoever adds it, has a time limit.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.TryAddSingleton<HealthChanges>();
        services.PostConfigure<HealthCheckServiceOptions>(Limit);
        return services;
    }

    private static void Limit(HealthCheckServiceOptions checks)
    {
        foreach (var registration in checks.Registrations)
        {
            var create = registration.Factory;
            registration.Factory = provider => new PromptCheck(create(provider));
        }
    }
}
