using System.Security.Cryptography;

namespace Products.Grains.Interfaces;

/// <summary>Ids that are derived from a name: SHA-256 of scope and name, laid out as UUID version 8 (RFC 9562, section 5.8).</summary>
internal static class NameBasedId
{
    /// <param name="scope">Within which the name is unique.</param>
    /// <param name="name">The same scope and name always give the same id.</param>
    public static Guid Of(Guid scope, ReadOnlySpan<byte> name)
    {
        var input = new byte[16 + name.Length];
        scope.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input.AsSpan(16));

        var hash = SHA256.HashData(input).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
