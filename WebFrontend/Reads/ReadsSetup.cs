using Microsoft.Extensions.Options;
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

    /// <summary>Takes the short way, unless requests are counted: then each goes the long way.</summary>
    public static void UseFastReads(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute == 0)
        {
            app.UseMiddleware<FastReads>();
        }
    }
}
