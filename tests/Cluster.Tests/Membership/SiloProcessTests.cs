using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Grains.Interfaces.Users;
using Products.Silo.Membership;
using Products.Standalone.Tests.Hosts;

namespace Products.Cluster.Tests.Membership;

/// <summary>Real silos that come, go, are killed, and lose Redis or what it held.</summary>
public sealed class SiloProcessTests
{
    [Fact]
    public async Task After_a_flush_every_silo_ends_with_a_message_and_joins_again()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 0);
        var (one, two) = (await cluster.AddSiloAsync(), await cluster.AddSiloAsync());
        await cluster.Redis.FlushAllAsync();

        foreach (var silo in new[] { one, two })
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            Assert.Equal(LostSilo.ExitCode, await silo.Process.WaitForExitAsync(limit.Token));
            Assert.Contains(silo.Process.Log, line => line.Contains("This silo ends at once", StringComparison.Ordinal));
            silo.Process.Start();
        }

        await SiloCluster.JoinedAsync(one);
        await SiloCluster.JoinedAsync(two);
    }

    [Fact]
    public async Task A_silo_that_starts_before_Redis_waits_for_it()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 0);
        await cluster.Redis.KillAsync();
        var silo = cluster.Launch();
        await silo.Process.LineAsync(new Regex("Waiting for the Redis"), TimeSpan.FromSeconds(60));
        await cluster.Redis.StartAgainAsync();
        await SiloCluster.JoinedAsync(silo);
    }

    [Fact]
    public async Task A_client_starts_before_any_silo_and_is_ready_when_one_comes()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 0);
        var client = await cluster.AddClientAsync();
        Assert.Equal(HealthStatus.Unhealthy, await SiloCluster.HealthAsync(client));
        await cluster.AddSiloAsync();

        await Until.TrueAsync(() => SiloCluster.HealthAsync(client), health => health == HealthStatus.Healthy);
        var user = client.Services.GetRequiredService<IClusterClient>().GetGrain<IUserGrain>(Guid.NewGuid());
        Assert.Equal("Ada", (await user.CreateAsync("Ada")).Name);
    }

    [Fact]
    public async Task A_client_that_never_finds_a_silo_stops_when_it_is_told_to()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 0);
        var client = await cluster.AddClientAsync();
        var began = Stopwatch.GetTimestamp();
        await client.StopAsync();
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task No_call_fails_while_a_silo_joins_and_another_stops()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 1);
        var leaving = await cluster.AddSiloAsync();
        var customers = new Customers(await cluster.AddConnectedClientAsync());
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(loops: 8, stop.Token);
        await MoreAsync(customers);

        await cluster.AddSiloAsync();
        await MoreAsync(customers);
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(0, await leaving.StopAsync());
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        await MoreAsync(customers);

        await stop.CancelAsync();
        await load;
        Assert.Empty(customers.Failures);
    }

    [Fact]
    public async Task Calls_go_on_while_Redis_is_away()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 2);
        var customers = new Customers(await cluster.AddConnectedClientAsync());
        using var stop = new CancellationTokenSource();
        var load = customers.RunAsync(loops: 4, stop.Token);
        await MoreAsync(customers);

        await cluster.Redis.KillAsync();
        await MoreAsync(customers, 200);
        await stop.CancelAsync();
        await load;
        Assert.Empty(customers.Failures);
    }

    [Fact]
    public async Task A_killed_silo_is_declared_dead_within_ten_seconds()
    {
        await using var cluster = await SiloCluster.StartAsync(silos: 1);
        var killed = await cluster.AddSiloAsync();
        var grains = (await cluster.AddConnectedClientAsync()).Services.GetRequiredService<IClusterClient>();
        await killed.KillAsync();

        var began = Stopwatch.GetTimestamp();
        await Until.TrueAsync(() => ActiveSilosAsync(grains), active => active == 1);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 15); // with room for a machine that is busy
    }

    private static async Task<int> ActiveSilosAsync(IGrainFactory grains)
    {
        try
        {
            return (await grains.GetGrain<Orleans.Runtime.IManagementGrain>(0).GetHosts(onlyActive: true)).Count;
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return -1;
        }
    }

    private static Task MoreAsync(Customers customers, int count = 100)
    {
        var until = customers.Done + count;
        return Until.TrueAsync(() => Task.FromResult(customers.Done), done => done >= until || !customers.Failures.IsEmpty, seconds: 60);
    }
}
