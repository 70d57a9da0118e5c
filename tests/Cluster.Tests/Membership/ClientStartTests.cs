using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Grains.Interfaces.Users;

namespace Products.Cluster.Tests.Membership;

/// <summary>A process that calls grains, where there is no silo yet.</summary>
public sealed class ClientStartTests(SiloPostgres postgres)
{
    [Fact]
    public async Task A_client_starts_before_any_silo_and_is_ready_when_one_comes()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
        var client = await cluster.AddClientAsync();
        Assert.Equal(HealthStatus.Unhealthy, await SiloCluster.HealthAsync(client));
        await cluster.AddSiloAsync();

        await Until.TrueAsync(() => SiloCluster.HealthAsync(client), health => health == HealthStatus.Healthy);
        var user = client.Services.GetRequiredService<IClusterClient>().GetGrain<IUserGrain>(Guid.NewGuid());
        Assert.Equal("Ada", (await user.CreateAsync("Ada")).Name);
    }

    [Fact]
    public async Task A_client_that_calls_nothing_is_connected_again_soon_after_its_only_silo_was_replaced()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);
        var client = await cluster.AddConnectedClientAsync();
        Assert.Equal(0, await cluster.Silo.StopAsync());
        await Until.TrueAsync(() => SiloCluster.HealthAsync(client), health => health == HealthStatus.Unhealthy);
        await cluster.AddSiloAsync();

        await Until.TrueAsync(() => SiloCluster.HealthAsync(client), health => health == HealthStatus.Healthy, seconds: 15);
    }

    [Fact]
    public async Task A_client_that_never_finds_a_silo_stops_when_it_is_told_to()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
        var client = await cluster.AddClientAsync();
        var began = Stopwatch.GetTimestamp();
        await client.StopAsync();
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }
}
