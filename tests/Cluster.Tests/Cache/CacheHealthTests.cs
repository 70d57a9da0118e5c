using Microsoft.Extensions.Diagnostics.HealthChecks;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>What readiness says of the cache.</summary>
public sealed class CacheHealthTests : CacheTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Redis_that_is_away_is_told_until_it_is_back(bool paused)
    {
        var silo = await SiloAsync(timeout: TimeSpan.FromMilliseconds(100));
        await TellsAsync(silo, HealthStatus.Healthy, null);

        await AwayAsync(paused);
        await silo.WriteAsync(Id, 1);
        await TellsAsync(silo, HealthStatus.Degraded, "does not answer");

        await BackAsync(paused);
        await TellsAsync(silo, HealthStatus.Healthy, null);
    }

    [Fact]
    public async Task A_Redis_that_is_away_is_told_though_nobody_needs_it()
    {
        var silo = await SiloAsync();
        await Redis.KillAsync();

        await TellsAsync(silo, HealthStatus.Degraded, "does not answer");
    }

    [Fact]
    public async Task A_suspension_by_another_silo_is_told()
    {
        var (silo, other) = (await SiloAsync(), await SiloAsync());
        await other.SuspendAsync();

        await TellsAsync(silo, HealthStatus.Degraded, "a silo could not reach it");
    }

    [Fact]
    public async Task A_silo_that_is_told_not_to_use_it_says_so() =>
        await TellsAsync(await SiloAsync(redis: null, new CacheOptions { Enabled = false }), HealthStatus.Degraded, "turned off here");

    [Fact]
    public async Task An_epoch_that_cannot_be_read_is_told()
    {
        var away = new EpochSource(_ => throw new IOException("The database is away."), (_, _, _) => throw new IOException("The database is away."));
        await using var silo = await CachingSilo.StartAsync(Inner, Redis.ConnectionString, away);

        await TellsAsync(silo, HealthStatus.Degraded, "its epoch cannot be read");
    }

    private static async Task TellsAsync(CachingSilo silo, HealthStatus status, string? text) => await Until.TrueAsync(
        () => silo.Health.CheckHealthAsync(new HealthCheckContext()),
        seen => seen.Status == status && (text is null || seen.Description!.Contains(text, StringComparison.Ordinal)));
}
