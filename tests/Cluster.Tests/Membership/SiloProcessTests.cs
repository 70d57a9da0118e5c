using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Products.Cluster.Tests.Membership;

/// <summary>Real silos that come, go and are killed.</summary>
public sealed class SiloProcessTests(SiloPostgres postgres)
{
    [Fact]
    public async Task No_call_fails_while_a_silo_joins_and_another_stops()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);
        var leaving = await cluster.AddSiloAsync();
        var calls = new GrainCalls(await cluster.AddConnectedClientAsync());
        using var stop = new CancellationTokenSource();
        var load = calls.RunAsync(loops: 4, stop.Token);
        await calls.MoreAsync();

        await cluster.AddSiloAsync();
        await calls.MoreAsync();
        var began = Stopwatch.GetTimestamp();
        Assert.Equal(0, await leaving.StopAsync());
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        await calls.MoreAsync();

        await stop.CancelAsync();
        await load;
        Assert.Empty(calls.Failures);
    }

    [Fact]
    public async Task A_killed_silo_is_soon_declared_dead()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);
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
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException or Orleans.Runtime.OrleansException)
        {
            return -1;
        }
    }
}
