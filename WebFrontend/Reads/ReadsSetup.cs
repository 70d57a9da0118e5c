using Products.Grains.Interfaces.Reads;
using Products.Hosting.Settings;

namespace Products.WebFrontend.Reads;

/// <summary>Coherent reads from the front end's memory.</summary>
internal static class ReadsSetup
{
    public static void AddReads(this IServiceCollection services)
    {
        services.AddSettings<ReadOptions>(ReadOptions.Section);
        services.AddMetrics();
        services.AddSingleton<ReadMetrics>();
        services.AddSingleton<SiloSessions>();
        services.AddSingleton<ProductReads>();
        services.AddHostedService(provider => provider.GetRequiredService<ProductReads>());
    }

    public static void UseFastReads(this WebApplication app) => app.UseMiddleware<FastReads>();
}
