using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Products.Hosting.Settings;

namespace Products.Hosting.Cluster;

/// <summary>What silos and clients have in common: the cluster's name, and the table of silos in Redis.</summary>
public static class ClusterNames
{
    private static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddClusterNames(this IServiceCollection services)
    {
        services.AddSettings<MembershipOptions>(MembershipOptions.Section).AddSettings<RedisOptions>(RedisOptions.Section);
        services.AddKeyedSingleton(MembershipOptions.Section, (provider, _) =>
            new RedisConnection(provider.GetRequiredService<IOptions<RedisOptions>>().Value.Membership, CommandLimit));
        services.AddOptions<ClusterOptions>().Configure<IOptions<MembershipOptions>>(Name);
        services.AddOptions<RedisClusteringOptions>().Configure<IServiceProvider>(Connect);
        return services;
    }

    private static void Name(ClusterOptions cluster, IOptions<MembershipOptions> membership)
    {
        cluster.ClusterId = membership.Value.ClusterId;
        cluster.ServiceId = membership.Value.ServiceId;
    }

    /// <summary>One shared connection: Orleans would make a new one, and leave the old, each time it tries to begin.</summary>
    private static void Connect(RedisClusteringOptions clustering, IServiceProvider provider)
    {
        var connection = provider.GetRequiredKeyedService<RedisConnection>(MembershipOptions.Section);
        clustering.ConfigurationOptions = connection.Settings;
        clustering.CreateMultiplexer = async _ => (await connection.GetAsync(), true);
    }
}
