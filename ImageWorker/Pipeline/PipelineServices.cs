using Products.ImageWorker.Decoding;

namespace Products.ImageWorker.Pipeline;

internal static class PipelineServices
{
    /// <summary>Adds the <see cref="ImagePipeline"/>, one for the process; <see cref="ImageOptions"/> must be bound elsewhere.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services)
    {
        services.AddSingleton<DecoderMetrics>();
        services.AddSingleton<DecoderPool>();
        services.AddHostedService(provider => provider.GetRequiredService<DecoderPool>());
        services.AddSingleton<ImagePipeline>();
        return services;
    }
}
