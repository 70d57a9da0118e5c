using System.Diagnostics;
using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

/// <summary>The row of <c>cache_epoch</c> in memory, with a short suspension.</summary>
internal sealed class FakeEpoch
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _suspension = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(1);

    private long _epoch = 1;
    private TimeSpan _suspendedUntil;
    private string _server = "";

    public long Epoch => _epoch;

    public TimeSpan SuspendedUntil => _suspendedUntil;

    /// <summary>The database goes back to an earlier epoch.</summary>
    public void Lose() => _epoch--;

    public EpochSource Source => new(_ => Task.FromResult(Read()), (server, atLeast, _) => Task.FromResult(Suspend(server, atLeast)));

    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    private EpochRow Read()
    {
        lock (_lock)
        {
            return new EpochRow(_epoch, _suspendedUntil - Now, _server);
        }
    }

    private EpochRow Suspend(string? server, long atLeast)
    {
        lock (_lock)
        {
            _epoch = Math.Max(atLeast, _epoch + (_suspendedUntil > Now + Ending || _server == server ? 0 : 1));
            _suspendedUntil = _server == server || (_server.Length == 0 && server is not null) ? _suspendedUntil : Now + _suspension;
            _server = server ?? _server;
            return new EpochRow(_epoch, _suspendedUntil - Now, _server);
        }
    }
}
