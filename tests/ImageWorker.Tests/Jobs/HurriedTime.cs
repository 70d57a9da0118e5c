namespace Products.ImageWorker.Tests.Jobs;

/// <summary>Every wait is over at once; how long it would have been is remembered.</summary>
internal sealed class HurriedTime : TimeProvider
{
    public TimeSpan Longest { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Longest = dueTime > Longest ? dueTime : Longest;
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
