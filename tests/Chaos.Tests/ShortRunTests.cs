using Products.Chaos.Faults;

namespace Products.Chaos.Tests;

public sealed class ShortRunTests
{
    /// <summary>A front end and a silo are paused at the same time for longer than a lease; a silo is killed; a silo is cut off from the cache.</summary>
    private const int Seed = 14698;

    [Fact]
    public async Task Nothing_is_stale_lost_or_forgotten_while_a_front_end_is_paused_and_silos_are_paused_killed_and_cut_off()
    {
        var options = new ChaosOptions
        {
            Seed = Seed,
            Faults = FaultSchedule.Of(Seed).Take(3),
            Duration = TimeSpan.FromMinutes(10), // no step is left out for a busy machine's sake
            Silos = 2,
            Workers = 1,
            ColdProducts = 100,
            Readers = 8,
            Writers = 4,
            Creators = 1,
        };
        await using var told = new StringWriter();
        var report = await ChaosRun.RunAsync(options, told, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine(told.ToString());

        Assert.True(report.Passed, told.ToString());
        Assert.Equal(["Clog Silo from Cache", "Kill Silo", "Pause Frontend", "Pause Silo"], report.Faults.Keys.Order());
        Assert.True(report is { Reads: > 0, Writes: > 0 } && report.State.Images("ready") > 0, told.ToString());
    }
}
