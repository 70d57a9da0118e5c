using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace Products.Servers.Cluster;

/// <summary>The cluster as an operator's tool sees it: an Orleans client that asks which silo has which grain.</summary>
public sealed class ClusterView : IAsyncDisposable
{
    private readonly IHost _host;

    private ClusterView(IHost host) => _host = host;

    private IManagementGrain Management => _host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

    public static async Task<ClusterView> ConnectAsync(ProductsCluster cluster)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client => client
            .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(cluster.Servers.Membership.ConnectionString))
            .Configure<Orleans.Configuration.ClusterOptions>(names => names.ClusterId = names.ServiceId = "products"));
        var host = builder.Build();
        await host.StartAsync();
        return new ClusterView(host);
    }

    /// <summary>Every activation of a product or a user.</summary>
    public async Task<IReadOnlyList<(GrainId Grain, SiloAddress Silo)>> ActivationsAsync()
    {
        var grains = await Management.GetDetailedGrainStatistics();
        return [.. grains.Where(grain => grain.GrainId.Type.ToString() is "product" or "user").Select(grain => (grain.GrainId, grain.SiloAddress))];
    }

    public async Task<int> SilosAsync() => (await Management.GetHosts(onlyActive: true)).Count;

    public async Task<int> ProductsAsync() => (await Management.GetSimpleGrainStatistics())
        .Where(grain => grain.GrainType.Contains("ProductGrain", StringComparison.Ordinal)).Sum(grain => grain.ActivationCount);

    /// <summary>Takes all idle grains out of memory.</summary>
    public Task DeactivateAsync() => Management.ForceActivationCollection(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
