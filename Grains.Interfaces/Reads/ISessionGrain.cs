namespace Products.Grains.Interfaces.Reads;

/// <summary>Gives front ends their sessions with one silo; the grain key is the silo's address, and it is active there.</summary>
[Alias("products.session")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Goes on with a session, or begins one.</summary>
    /// <param name="holder">Which front end asks: a number that its process made when it started.</param>
    /// <param name="reference">Where it is told to drop products.</param>
    /// <param name="session">The session that it has; 0 for none.</param>
    [Alias("renew"), ResponseTimeout("00:00:05")]
    Task<SessionGrant> RenewAsync(Guid holder, IReadHolder reference, long session);

    /// <summary>Says that a front end serves nothing any more of what it held under this session; so nobody waits for it.</summary>
    [Alias("end"), ResponseTimeout("00:00:05")]
    Task EndAsync(Guid holder, long session);
}

/// <summary>Leave to serve what is held from one silo.</summary>
/// <param name="Session">The session: another one than before when that could not go on, and all that was held under it is void. 0 when there is none.</param>
/// <param name="Lease">How long it lasts, from the time at which it was asked for.</param>
[GenerateSerializer, Immutable, Alias("products.session-grant")]
public readonly record struct SessionGrant(
    [property: Id(0)] long Session,
    [property: Id(1)] TimeSpan Lease);
