using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.Grains.Reads;

/// <summary>The sessions that front ends have with this silo.</summary>
internal sealed class SessionKeeper(ISiloAuthority authority, ILocalSiloDetails silo, IOptions<ReadOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Session> _sessions = new();

    /// <summary>No longer than the silo is certain: so when a silo is replaced, no front end has a session with it any more.</summary>
    private TimeSpan Lease => authority.Certainty is var certainty && certainty < options.Value.SessionLease ? certainty : options.Value.SessionLease;

    /// <summary>How many there are, with those that are over and not forgotten yet.</summary>
    public int Count => _sessions.Count;

    public SiloAddress Silo => silo.SiloAddress;

    /// <returns>The front end's session; null when it has none under which it could be given more.</returns>
    public Session? Find(Guid holder) => _sessions.TryGetValue(holder, out var session) && session.IsOpen ? session : null;

    /// <summary>Goes on with the front end's session if it is the one it has; begins one otherwise.</summary>
    public SessionGrant Renew(Guid holder, IReadHolder reference, long known)
    {
        Forget();
        var lease = Lease;
        if (!options.Value.Enabled || lease <= TimeSpan.Zero)
        {
            return default;
        }

        if (!_sessions.TryGetValue(holder, out var session) || session.Id != known || !session.TryRenew(lease))
        {
            session = new Session(Random.Shared.NextInt64(1, long.MaxValue), reference, lease, options.Value.SessionLease / 4, time);
            _sessions[holder] = session;
        }

        return new SessionGrant(session.Id, lease);
    }

    public void End(Guid holder, long known)
    {
        if (_sessions.TryGetValue(holder, out var session) && session.Id == known)
        {
            session.End();
            _sessions.TryRemove(new(holder, session));
        }
    }

    private void Forget()
    {
        foreach (var (holder, session) in _sessions)
        {
            if (session.IsOver)
            {
                _sessions.TryRemove(new(holder, session));
            }
        }
    }
}
