using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Products.Servers.Cluster;
using Products.Servers.Redis;

namespace Products.Cluster.Tests.Membership;

/// <summary>Silos that are told to stop, or fail, while they start.</summary>
public sealed class SiloStartTests(SiloPostgres postgres) : IDisposable
{
    private readonly TcpListener _other = Listen();

    private int TakenPort => ((IPEndPoint)_other.LocalEndpoint).Port;

    [Fact]
    public async Task A_silo_that_waits_for_Redis_stops_in_order_when_it_is_told_to()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
        await cluster.Redis.KillAsync();
        var silo = cluster.Launch();
        await silo.Process.LineAsync(new Regex("Waiting for the Redis"), TimeSpan.FromSeconds(60));

        Assert.Equal(0, await silo.StopAsync());
        Assert.DoesNotContain(silo.Process.Log, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silo_whose_health_address_is_taken_says_so_and_leaves_the_cluster()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
        var silo = cluster.Launch(TakenPort);

        await EndedAsync(silo, told: "urls: ");
        Assert.DoesNotContain(silo.Process.Log, line => line.StartsWith("   at ", StringComparison.Ordinal));
        Assert.Equal([SiloStatus.Dead], await StatusesAsync(cluster.Redis));
    }

    [Fact]
    public async Task A_silo_whose_port_is_taken_says_so()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 0);
        var silo = cluster.Launch(more: new Dictionary<string, string> { ["Cluster:SiloPort"] = TakenPort.ToString(CultureInfo.InvariantCulture) });

        await EndedAsync(silo, told: "Cluster:SiloPort");
    }

    public void Dispose() => _other.Dispose();

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static async Task EndedAsync(ProductsProcess silo, string told)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal(1, await silo.Process.WaitForExitAsync(limit.Token));
        Assert.Contains(silo.Process.Log, line => line.StartsWith(told, StringComparison.Ordinal));
    }

    /// <summary>As the table says it, of each silo that was ever in it.</summary>
    private static async Task<IEnumerable<SiloStatus>> StatusesAsync(RedisServer redis)
    {
        await using var connection = await redis.ConnectAsync();
        var rows = await connection.GetDatabase().HashValuesAsync("products/members/products");
        return rows.Select(row => row.ToString()).Where(row => row.StartsWith('{')).Select(row => (SiloStatus)JsonDocument.Parse(row).RootElement.GetProperty("Status").GetInt32());
    }
}
