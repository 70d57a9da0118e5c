namespace Products.Silo.Cache;

/// <summary>What a read of the cache found.</summary>
/// <param name="HasLease">Nothing was there, and the reader's lease is there now.</param>
/// <param name="Held">The bytes that were there: a value, or another's lease or mark.</param>
internal readonly record struct CacheRead(bool HasLease, ReadOnlyMemory<byte> Held)
{
    public static CacheRead Failed => default;

    public static CacheRead Leased => new(HasLease: true, default);

    public static CacheRead Of(byte[] held) => new(HasLease: false, held);
}
