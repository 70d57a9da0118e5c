using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class MemoryGateTests
{
    private readonly MemoryGate _gate = new(budget: 100);

    [Fact]
    public async Task Small_pictures_share_the_budget()
    {
        await EnterAsync(50);
        await EnterAsync(50);

        Assert.False(EnterAsync(1).IsCompleted);
    }

    [Fact]
    public async Task A_big_picture_waits_until_it_fits()
    {
        var small = await EnterAsync(30);
        var big = EnterAsync(80);
        Assert.False(big.IsCompleted);

        small.Dispose();
        await big;
    }

    [Fact]
    public async Task What_is_larger_than_the_budget_runs_alone()
    {
        var huge = await EnterAsync(1000);
        var next = EnterAsync(1);
        Assert.False(next.IsCompleted);

        huge.Dispose();
        await next;
    }

    [Fact]
    public async Task A_small_picture_does_not_overtake_a_big_one()
    {
        var first = await EnterAsync(60);
        var big = EnterAsync(90);
        var small = EnterAsync(10);
        Assert.False(small.IsCompleted);

        first.Dispose();
        await big;
        await small;
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_up()
    {
        using var stop = new CancellationTokenSource();
        await EnterAsync(60);
        var big = _gate.EnterAsync(90, stop.Token);
        var small = EnterAsync(10);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => big);
        await small;
    }

    private async Task<IDisposable> EnterAsync(long bytes) =>
        await _gate.EnterAsync(bytes, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
}
