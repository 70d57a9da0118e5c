using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Reads;

/// <summary>This front end's leave to serve what it holds from one silo.</summary>
/// <remarks>It lasts from before it was asked for, less what clocks may differ in rate: so it is over here before it is over there.</remarks>
internal sealed class SiloSession(long id, TimeProvider time)
{
    private readonly Lock _lock = new();
    private bool _ended;
    private long _ends;

    public long Id => id;

    public bool IsValid => time.GetTimestamp() < Volatile.Read(ref _ends);

    /// <param name="asked">The timestamp before it was asked for.</param>
    /// <param name="lease">How long it was given for.</param>
    public void Renewed(long asked, TimeSpan lease)
    {
        lock (_lock)
        {
            Volatile.Write(ref _ends, _ended ? 0 : asked + time.TicksOf(lease * 0.95));
        }
    }

    /// <summary>For good, also if an answer is still under way.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            Volatile.Write(ref _ends, 0);
        }
    }
}
