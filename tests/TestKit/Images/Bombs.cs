using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using static NetVips.Enums;

namespace Products.TestKit;

/// <summary>Files that cost a decoder far more than their size and pixels tell.</summary>
public static class Bombs
{
    private const int PngHeaderEnd = 33;

    /// <summary>A PNG with so many chunks of compressed text, each of which inflates to so many bytes.</summary>
    /// <param name="chunk"><c>zTXt</c> or <c>iTXt</c>.</param>
    /// <param name="count">Chunks.</param>
    /// <param name="bytes">Inflated, of each.</param>
    public static byte[] PngText(string chunk, int count, int bytes)
    {
        byte[] head = chunk == "iTXt" ? [(byte)'k', 0, 1, 0, 0, 0] : [(byte)'k', 0, 0];
        return Png(chunk, [.. head, .. Deflated(bytes)], count);
    }

    /// <summary>A PNG with so many chunks more.</summary>
    public static byte[] Png(string chunk, byte[] content, int count)
    {
        var png = Pictures.Quadrants(20, 10).PngsaveBuffer();
        return [.. png[..PngHeaderEnd], .. Repeated(Chunk(chunk, content), count), .. png[PngHeaderEnd..]];
    }

    /// <summary>A GIF with so many frames of one pixel.</summary>
    public static byte[] Gif(int frames)
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        return [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, .. Repeated(frame, frames), 0x3B];
    }

    /// <summary>A square AVIF whose only item has its one frame so many times.</summary>
    public static byte[] Avif(int side, int frames)
    {
        var file = Pictures.Quadrants(side, side).HeifsaveBuffer(compression: ForeignHeifCompression.Av1, effort: 0, keep: ForeignKeep.None);
        var media = file.AsSpan().IndexOf("mdat"u8) - 4;
        var item = file[(media + 8)..];
        byte[] repeated = [.. file[..(media + 8)], .. Repeated(item, frames)];
        Put(repeated, media, repeated.Length - media);
        var location = repeated.AsSpan().IndexOf("iloc"u8);
        Put(repeated, location + repeated.AsSpan(location).IndexOf(Number(item.Length)), item.Length * frames);
        return repeated;
    }

    /// <summary>An AVIF whose table says that so many items have so many extents, each without a byte in the table.</summary>
    public static byte[] AvifTable(ushort items, ushort extents)
    {
        byte[] item = [0, 1, 0, 0, (byte)(extents >> 8), (byte)extents];
        byte[] locations = [0, 0, 0, 0, 0, 0, (byte)(items >> 8), (byte)items, .. Repeated(item, items)];
        byte[] meta = [0, 0, 0, 0, .. Box("iloc", locations)];
        return [.. Box("ftyp", [.. "avif"u8, 0, 0, 0, 0, .. "avif"u8, .. "mif1"u8]), .. Box("meta", meta)];
    }

    private static byte[] Box(string type, byte[] content) => [.. Number(content.Length + 8), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Repeated(byte[] bytes, int count) => [.. Enumerable.Repeat(bytes, count).SelectMany(one => one)];

    private static byte[] Deflated(int bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[bytes].AsSpan());
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. Number(content.Length), .. typed, .. Number((int)Crc32.HashToUInt32(typed))];
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        Put(bytes, 0, value);
        return bytes;
    }

    private static void Put(byte[] file, int offset, int value) => BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(offset), value);
}
