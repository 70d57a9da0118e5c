using System.Buffers.Binary;
using System.Text;

namespace Products.ImageWorker.Pipeline;

/// <summary>The brands in the <c>ftyp</c> box with which AVIF, HEIC and video files begin (ISO/IEC 14496-12, 4.3).</summary>
internal static class IsoBrands
{
    private const int BrandBytes = 4;

    /// <summary>The major brand first, then the compatible ones; empty for any other file.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16 || !head[4..].StartsWith("ftyp"u8))
        {
            return [];
        }

        var end = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        var brands = new List<string> { Encoding.Latin1.GetString(head.Slice(8, BrandBytes)) };
        for (var at = 16; at + BrandBytes <= end; at += BrandBytes)
        {
            brands.Add(Encoding.Latin1.GetString(head.Slice(at, BrandBytes)));
        }

        return brands;
    }
}
