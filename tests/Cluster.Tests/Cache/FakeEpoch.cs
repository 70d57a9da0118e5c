using System.Diagnostics;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>The row of <c>cache_epoch</c> in memory, with a short suspension.</summary>
internal sealed class FakeEpoch
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _suspension = TimeSpan.FromSeconds(4);
    private long _epoch = 1;
    private TimeSpan _suspendedUntil;

    public long Epoch => _epoch;

    public EpochSource Source => new(_ => Task.FromResult(Read()), _ => Task.FromResult(Suspend()));

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    private EpochRow Read()
    {
        lock (_lock)
        {
            return new EpochRow(_epoch, _suspendedUntil - Now);
        }
    }

    private EpochRow Suspend()
    {
        lock (_lock)
        {
            _epoch += _suspendedUntil > Now ? 0 : 1;
            _suspendedUntil = Now + _suspension;
            return new EpochRow(_epoch, _suspendedUntil - Now);
        }
    }
}
