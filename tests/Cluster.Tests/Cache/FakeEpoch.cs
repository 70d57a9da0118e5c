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
    private string _server = "";

    public long Epoch => _epoch;

    public TimeSpan SuspendedUntil => _suspendedUntil;

    public EpochSource Source => new(_ => Task.FromResult(Read()), (server, _) => Task.FromResult(Suspend(server)));

    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    private EpochRow Read()
    {
        lock (_lock)
        {
            return new EpochRow(_epoch, _suspendedUntil - Now, _server);
        }
    }

    private EpochRow Suspend(string? server)
    {
        lock (_lock)
        {
            _epoch += _suspendedUntil > Now || _server == server ? 0 : 1;
            _suspendedUntil = _server == server || (_server.Length == 0 && server is not null) ? _suspendedUntil : Now + _suspension;
            _server = server ?? _server;
            return new EpochRow(_epoch, _suspendedUntil - Now, _server);
        }
    }
}
