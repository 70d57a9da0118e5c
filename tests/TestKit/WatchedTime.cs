using Microsoft.Extensions.Time.Testing;

namespace Products.TestKit;

/// <summary>A clock that stands still, and knows how often somebody began to wait for it.</summary>
public sealed class WatchedTime : FakeTimeProvider
{
    private int _waits;

    /// <summary>Returns once somebody has begun to wait for the so many-th time: an advance before would be missed.</summary>
    public Task WaitedForAsync(int times) => Until.TrueAsync(() => Task.FromResult(Volatile.Read(ref _waits)), waits => waits >= times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _waits);
        return timer;
    }
}
