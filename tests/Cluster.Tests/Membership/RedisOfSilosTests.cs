using System.Text.RegularExpressions;
using Products.Silo.Membership;

namespace Products.Cluster.Tests.Membership;

/// <summary>Real silos without the Redis of the membership, or with one that has forgotten it.</summary>
public sealed class RedisOfSilosTests(SiloPostgres postgres)
{
    [Fact]
    public async Task After_a_flush_every_silo_ends_with_a_message_and_joins_again()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
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
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
        await cluster.Redis.KillAsync();
        var silo = cluster.Launch();
        await silo.Process.LineAsync(new Regex("Waiting for the Redis"), TimeSpan.FromSeconds(60));
        await cluster.Redis.StartAgainAsync();
        await SiloCluster.JoinedAsync(silo);
    }

    [Fact]
    public async Task Calls_go_on_while_Redis_is_away()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 2);
        var calls = new GrainCalls(await cluster.AddConnectedClientAsync());
        using var stop = new CancellationTokenSource();
        var load = calls.RunAsync(loops: 4, stop.Token);
        await calls.MoreAsync();

        await cluster.Redis.KillAsync();
        await calls.MoreAsync(100);
        await stop.CancelAsync();
        await load;
        Assert.Empty(calls.Failures);
    }
}
