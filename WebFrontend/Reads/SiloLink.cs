using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Reads;

/// <summary>What this front end knows of its session with one silo.</summary>
internal sealed class SiloLink(TimeProvider time)
{
    private volatile SiloSession? _session;
    private int _busy;
    private long _word = time.GetTimestamp();

    /// <summary>The latest one; it may be over.</summary>
    public SiloSession? Session => _session;

    /// <summary>Since the silo's last word.</summary>
    public TimeSpan Silence => time.GetElapsedTime(_word);

    /// <summary>One request at a time.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _busy, 1) == 0;

    public void End() => Volatile.Write(ref _busy, 0);

    /// <summary>A new session voids what was kept under the one before, because nobody extends that any more.</summary>
    public void Take(SessionGrant grant, long asked)
    {
        _word = time.GetTimestamp();
        if (grant.Session == 0)
        {
            return;
        }

        var session = _session is { } known && known.Id == grant.Session ? known : new SiloSession(grant.Session, time);
        session.Renewed(asked, grant.Lease);
        _session = session;
    }
}
