using Products.Grains.Interfaces.Reads;

namespace Products.Grains.Reads;

/// <summary>Where front ends ask the session keeper of one silo.</summary>
[OnNamedSilo]
internal sealed class SessionGrain(SessionKeeper keeper) : Grain, ISessionGrain
{
    public Task<SessionGrant> RenewAsync(Guid holder, IReadHolder reference, long session) =>
        Task.FromResult(this.GetPrimaryKeyString() == keeper.Silo.ToParsableString() ? keeper.Renew(holder, reference, session) : default);

    public Task EndAsync(Guid holder, long session)
    {
        keeper.End(holder, session);
        return Task.CompletedTask;
    }
}
