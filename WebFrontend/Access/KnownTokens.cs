using BitFaster.Caching.Lru;
using Microsoft.Extensions.Primitives;

namespace Products.WebFrontend.Access;

/// <summary>Tokens that were found valid lately, so that a client who reads on is not checked anew each time.</summary>
/// <remarks>A token is taken for valid for at most a minute after the check, and never after it has expired.</remarks>
internal sealed class KnownTokens(TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private readonly ConcurrentLru<string, long> _trustedUntil = new(Capacity);

    /// <param name="authorization">The header with the token.</param>
    /// <param name="expires">When it does, in UTC.</param>
    public void Add(StringValues authorization, DateTime expires)
    {
        var left = expires - time.GetUtcNow().UtcDateTime;
        if (authorization is [{ } header] && left > TimeSpan.Zero)
        {
            _trustedUntil.AddOrUpdate(header, time.GetTimestamp() + (long)((left < Trust ? left : Trust).TotalSeconds * time.TimestampFrequency));
        }
    }

    public bool Contains(StringValues authorization) =>
        authorization is [{ } header] && _trustedUntil.TryGet(header, out var until) && time.GetTimestamp() < until;
}
