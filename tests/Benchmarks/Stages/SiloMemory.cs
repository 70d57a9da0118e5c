using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Products.Servers.Cluster;
using StackExchange.Redis;

namespace Products.Benchmarks.Stages;

/// <summary>Which products the silos have in memory, asked and told as an operator's tool does.</summary>
internal sealed class SiloMemory : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly IHost _client;

    private SiloMemory(IHost client) => _client = client;

    private IManagementGrain Management => _client.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

    public static async Task<SiloMemory> ConnectAsync(ProductsCluster cluster)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client => client
            .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(cluster.Servers.Membership.ConnectionString))
            .Configure<Orleans.Configuration.ClusterOptions>(names => names.ClusterId = names.ServiceId = "products"));
        var client = builder.Build();
        await client.StartAsync();
        return new SiloMemory(client);
    }

    public async Task<int> ProductsAsync() => (await Management.GetSimpleGrainStatistics())
        .Where(grain => grain.GrainType.Contains("ProductGrain", StringComparison.Ordinal)).Sum(grain => grain.ActivationCount);

    /// <summary>Takes all products out of memory.</summary>
    /// <exception cref="TimeoutException">Some stay.</exception>
    public async Task EmptyAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await ProductsAsync() is var left and > 0)
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{left} products stay in memory.");
            }

            await Management.ForceActivationCollection(TimeSpan.Zero);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
    }
}
