namespace Products.Silo.Cache;

/// <summary>What may be done with the cache at a moment.</summary>
/// <param name="State">See there.</param>
/// <param name="Epoch">The epoch for which it holds.</param>
/// <param name="Run">When usable: the server that all silos agree on; null when this one meets another.</param>
/// <param name="Wait">When settling: how long until all other silos have stopped using the cache.</param>
internal readonly record struct CacheMode(CacheState State, long Epoch, RedisRun? Run, TimeSpan Wait)
{
    public static CacheMode Unknown => default;

    public static CacheMode Usable(long epoch, RedisRun? run) => new(CacheState.Usable, epoch, run, default);

    public static CacheMode Settling(long epoch, TimeSpan wait) => new(CacheState.Settling, epoch, null, wait);

    public static CacheMode Suspended(long epoch) => new(CacheState.Suspended, epoch, null, default);
}

internal enum CacheState
{
    /// <summary>Nothing was seen lately: neither read the cache, nor write past it.</summary>
    Unknown,

    /// <summary>Read, fill, mark and put.</summary>
    Usable,

    /// <summary>It is suspended, but another silo may not know yet: neither read the cache, nor write past it.</summary>
    Settling,

    /// <summary>Nobody uses the cache: a write needs no mark.</summary>
    Suspended,
}
