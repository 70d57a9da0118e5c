using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Products.ImageWorker.Download;

internal static class DownloadServices
{
    /// <summary>Adds <see cref="SourceFetcher"/>. Asks for <c>IOptions&lt;ImageOptions&gt;</c> and <c>IImageStore</c>.</summary>
    public static IServiceCollection AddDownload(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Network>();
        services.AddSingleton<TempFolder>();
        services.AddHostedService(provider => provider.GetRequiredService<TempFolder>());
        return services.AddSingleton<SourceFetcher>();
    }
}
