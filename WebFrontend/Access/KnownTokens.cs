using BitFaster.Caching.Lru;
using Microsoft.Extensions.Primitives;
using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Access;

/// <summary>Tokens that were found valid lately, so that a client who reads on is not checked anew each time.</summary>
/// <remarks>A token is taken for valid for at most a minute after the check, and never after it has expired.</remarks>
internal sealed class KnownTokens(TimeProvider time)
{
    private const int Capacity = 10_000;
    private const int LongestHeader = 4_096; // a token may be sent with any number of spaces before it
    private static readonly TimeSpan Trust = TimeSpan.FromMinutes(1);

    private readonly ConcurrentLru<string, Known> _known = new(Capacity);

    /// <param name="authorization">The header with the token.</param>
    /// <param name="expires">When it does, in UTC.</param>
    /// <param name="caller">Whose it is.</param>
    public void Add(StringValues authorization, DateTime expires, Caller caller)
    {
        var left = expires - time.GetUtcNow().UtcDateTime;
        if (authorization is [{ Length: <= LongestHeader } header] && left > TimeSpan.Zero)
        {
            _known.AddOrUpdate(header, new Known(caller, time.GetTimestamp() + time.TicksOf(left < Trust ? left : Trust)));
        }
    }

    /// <returns>Whose token it is; null when it is not known.</returns>
    public Caller? Find(StringValues authorization) =>
        authorization is [{ } header] && _known.TryGet(header, out var known) && time.GetTimestamp() < known.Until ? known.Caller : null;

    private sealed record Known(Caller Caller, long Until);
}
