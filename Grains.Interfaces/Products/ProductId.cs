using System.Buffers.Binary;
using System.Text;

namespace Products.Grains.Interfaces.Products;

/// <summary>How product ids come about.</summary>
public static class ProductId
{
    /// <summary>A new id: UUID version 7 (RFC 9562), so that ids sort by time of creation.</summary>
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>
    /// The id that this user's idempotency key stands for. The same key always meets the same grain, which recognises the retry.
    /// </summary>
    public static Guid FromIdempotencyKey(Guid userId, string key) =>
        NameBasedId.Of(userId, Encoding.UTF8.GetBytes(key));

    /// <summary>The id of the image that a product was created with at <paramref name="position"/> (0-based).</summary>
    public static Guid OfInitialImage(Guid productId, int position)
    {
        Span<byte> name = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(name, position);
        return NameBasedId.Of(productId, name);
    }
}
