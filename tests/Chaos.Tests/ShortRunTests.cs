using Products.Chaos.Faults;
using Products.Servers.Cluster;

namespace Products.Chaos.Tests;

public sealed class ShortRunTests
{
    /// <summary>A silo is killed while a front end is paused; one hears nothing from all that could tell it that it is a member; one is paused for longer than a lease.</summary>
    private const int Seed = 385928;

    [Fact]
    public async Task Nothing_is_stale_lost_or_forgotten_while_silos_and_front_ends_are_killed_paused_and_cut_off()
    {
        var options = new ChaosOptions
        {
            Seed = Seed,
            Faults = FaultSchedule.Of(Seed).Take(3),
            Duration = TimeSpan.FromMinutes(10), // no step is left out for a busy machine's sake
            Silos = 2,
            Workers = 1,
            Pace = Tier.IsFull ? 1 : 0.5, // as the lease is
            Settings = new(FailureDetection.Settings),
            ColdProducts = 100,
            Readers = 8,
            Writers = 4,
            Creators = 1,
        };
        await using var told = new StringWriter();
        var report = await ChaosRun.RunAsync(options, told, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(told.ToString());

        Assert.True(report.Passed, told.ToString());
        Assert.Equal(["Clog Silo from Tables", "Kill Silo", "Pause Frontend", "Pause Silo"], report.Faults.Keys.Order());
        Assert.True(report is { Reads: > 0, Writes: > 0 } && report.State.Images("ready") > 0, told.ToString());
    }
}
