using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Products.Grains.Interfaces.Products;

/// <summary>How product ids come about.</summary>
public static class ProductId
{
    /// <summary>A new id: UUID version 7 (RFC 9562), so that ids sort by time of creation.</summary>
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>
    /// The id that this user's idempotency key stands for: SHA-256 of user id and key, laid out as UUID version 8
    /// (RFC 9562, section 5.8). The same key always meets the same grain, which recognises the retry.
    /// </summary>
    public static Guid FromIdempotencyKey(Guid userId, string key) =>
        NameBased(userId, Encoding.UTF8.GetBytes(key));

    /// <summary>The id of the image that a product was created with at <paramref name="position"/> (0-based).</summary>
    public static Guid OfInitialImage(Guid productId, int position)
    {
        Span<byte> name = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(name, position);
        return NameBased(productId, name);
    }

    private static Guid NameBased(Guid scope, ReadOnlySpan<byte> name)
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
