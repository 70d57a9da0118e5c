using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Servers.Cluster;

namespace Products.Cluster.Tests.Membership;

/// <summary>The readiness of a real silo, and of a client of it, that lack what they can do without for a while.</summary>
public sealed class ReadinessTests(SiloPostgres postgres)
{
    [Fact]
    public async Task A_silo_without_bucket_and_broker_is_ready_for_those_who_wait_for_it()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);

        await TellsAsync(cluster.Silo, "degraded", ("image_store", "degraded"), ("rabbitmq", "degraded"), ("postgres", "healthy"));
        Assert.True((await cluster.Silo.LookAsync("/health/ready")).Healthy);
    }

    [Fact]
    public async Task Both_uses_of_Redis_are_named_and_degraded_while_it_is_away()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);
        var client = await cluster.AddConnectedClientAsync();
        await TellsAsync(cluster.Silo, "degraded", ("redis_membership", "healthy"), ("redis_cache", "healthy"));
        Assert.Equal(HealthStatus.Healthy, await SiloCluster.HealthAsync(client, "redis_membership"));

        await cluster.Redis.KillAsync();
        await TellsAsync(cluster.Silo, "degraded", ("redis_membership", "degraded"), ("redis_cache", "degraded"), ("silo", "healthy"));
        await Until.TrueAsync(() => SiloCluster.HealthAsync(client, "redis_membership"), health => health == HealthStatus.Degraded);
        Assert.Equal(HealthStatus.Healthy, await SiloCluster.HealthAsync(client));
    }

    [Fact]
    public async Task A_membership_Redis_that_says_nothing_is_told_until_it_is_back()
    {
        await using var cluster = await SiloCluster.StartAsync(postgres, silos: 1);
        await TellsAsync(cluster.Silo, "degraded", ("redis_membership", "healthy"));

        cluster.Redis.Pause();
        await TellsAsync(cluster.Silo, "degraded", ("redis_membership", "degraded"));

        cluster.Redis.Resume();
        await TellsAsync(cluster.Silo, "degraded", ("redis_membership", "healthy"), ("silo", "healthy"));
    }

    /// <summary>Waits until a silo says this of itself and of these dependencies.</summary>
    private static Task TellsAsync(ProductsProcess silo, string status, params (string Dependency, string Status)[] states) => Until.TrueAsync(
        async () => (await silo.LookAsync("/health/ready")).Answer,
        answer => answer.StartsWith('{') && JsonNode.Parse(answer) is { } page && (string?)page["status"] == status
            && states.All(state => (string?)page["dependencies"]![state.Dependency]?["status"] == state.Status));
}
