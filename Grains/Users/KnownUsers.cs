using BitFaster.Caching.Lru;
using Products.Grains.Interfaces.Users;

namespace Products.Grains.Users;

/// <summary>Users of whom this silo has heard that they exist, so that a new product need not ask again: a user is never deleted.</summary>
/// <remarks>The database checks it as well.</remarks>
internal sealed class KnownUsers(IGrainFactory grains)
{
    private const int Capacity = 100_000;

    private readonly ConcurrentLru<Guid, bool> _known = new(Capacity);

    public ValueTask<bool> ExistsAsync(Guid user) => _known.TryGet(user, out _) ? new(true) : new(AskAsync(user));

    /// <summary>That there is no such user is not remembered: it may be created.</summary>
    private async Task<bool> AskAsync(Guid user)
    {
        var exists = await grains.GetGrain<IUserGrain>(user).ExistsAsync();
        if (exists)
        {
            _known.AddOrUpdate(user, true);
        }

        return exists;
    }
}
