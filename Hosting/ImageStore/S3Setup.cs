using Microsoft.Extensions.DependencyInjection;

namespace Products.Hosting.ImageStore;

/// <summary>An image store in a bucket.</summary>
public static class S3Setup
{
    public static IServiceCollection AddS3ImageStore(this IServiceCollection services) => services;
}
