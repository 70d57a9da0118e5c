using Products.Chaos.Load;
using Products.Servers.Histories;

namespace Products.Chaos.Tests.Load;

/// <summary>The clients of a run at a shop with a known mistake: what they record shows it.</summary>
public sealed class TrafficTests
{
    private const int Reads = 1500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_right_shop_is_not_blamed() => Assert.Empty(await BrokenAsync(Mistake.None));

    [Fact]
    public async Task A_shop_that_fails_after_it_has_written_is_not_blamed() => Assert.Empty(await BrokenAsync(Mistake.FailsAfterWrites));

    [Fact]
    public async Task Reads_of_an_older_revision_through_another_front_end_are_found() =>
        Assert.Equal([BrokenRule.Stale], await BrokenAsync(Mistake.ReadsLate));

    [Fact]
    public async Task Refusals_that_tell_of_an_older_revision_are_found() =>
        Assert.Equal([BrokenRule.Stale], await BrokenAsync(Mistake.RefusesLate));

    [Fact]
    public async Task Writes_that_are_acknowledged_and_not_kept_are_found() =>
        Assert.Contains(BrokenRule.MadeTwice, await BrokenAsync(Mistake.ForgetsWrites));

    [Fact]
    public async Task Answers_that_do_not_fit_together_are_found() =>
        Assert.Equal([BrokenRule.ThinAirValue], await BrokenAsync(Mistake.MixesRevisions));

    private static async Task<BrokenRule[]> BrokenAsync(Mistake mistake)
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var wrong = await WrongShop.OpenAsync(mistake);
        var journal = new Journal(TextWriter.Null);
        var total = new Availability();
        using var doors = new FrontDoors([.. wrong.Ports.Select(port => new FrontDoor($"front end at {port}", port, total, journal))], total);
        var shop = new Workload(doors, new Stock(hot: 2), new Findings(journal));
        var traffic = new Traffic(shop, "http://127.0.0.1");
        await traffic.FillAsync(6, limit.Token);

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var clients = traffic.RunAsync(readers: 6, writers: 4, creators: 0, enough.Token);
        await UntilReadAsync(shop, clients, limit.Token);
        await enough.CancelAsync();
        await clients;
        await traffic.ReadAllAsync();

        var broken = shop.Stock.All.SelectMany(product => RegisterChecker.Check(product.History())).Select(violation => violation.Rule).Distinct().ToArray();
        Assert.Equal(mistake != Mistake.None && mistake != Mistake.FailsAfterWrites, broken.Length > 0);
        return broken;
    }

    private static async Task UntilReadAsync(Workload shop, Task clients, CancellationToken limit)
    {
        while (shop.Counted.Reads < Reads && !clients.IsCompleted)
        {
            await Task.Delay(20, limit);
        }
    }
}
