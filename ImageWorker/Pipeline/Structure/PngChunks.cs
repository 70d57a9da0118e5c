using System.Buffers.Binary;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The chunks of a PNG that have no pixels (W3C PNG, 5.3). libpng inflates compressed text when it reads the header.</summary>
internal static class PngChunks
{
    private const int SignatureBytes = 8;
    private const int HeadBytes = 8;
    private const int ChecksumBytes = 4;

    private const int MaxAncillary = 1000;

    /// <summary>Deflate makes at most 1,032 bytes of one.</summary>
    private const long MaxCompressedText = 256 << 10;

    /// <returns>What there is too much of; null where nothing is.</returns>
    public static string? FindExcess(FileBytes file)
    {
        var (offset, ancillary, text) = ((long)SignatureBytes, 0, 0L);
        while (file.TryRead(offset, HeadBytes, out var head))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            ancillary += IsAncillary(head[4..]) ? 1 : 0;
            text += IsText(head[4..]) ? length : 0;
            offset += HeadBytes + length + ChecksumBytes;
            if (ancillary > MaxAncillary || text > MaxCompressedText)
            {
                return ancillary > MaxAncillary ? $"more than {MaxAncillary} ancillary chunks" : $"more than {MaxCompressedText} bytes of compressed text";
            }
        }

        return null;
    }

    private static bool IsAncillary(ReadOnlySpan<byte> type) => char.IsAsciiLetterLower((char)type[0]);

    private static bool IsText(ReadOnlySpan<byte> type) => type.SequenceEqual("zTXt"u8) || type.SequenceEqual("iTXt"u8);
}
