using System.Buffers.Binary;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The chunks of a PNG that have no pixels (W3C PNG, 5.3).</summary>
/// <remarks>libpng inflates compressed text when it reads the header.</remarks>
internal static class PngChunks
{
    private const int SignatureBytes = 8;
    private const int HeadBytes = 8;
    private const int ChecksumBytes = 4;

    /// <summary>A keyword has at most 79 bytes (11.3.3.2); a zero and the flag follow it.</summary>
    private const int KeywordBytes = 81;

    private const int MaxAncillary = 1000;

    /// <summary>Deflate makes at most 1,032 bytes of one.</summary>
    private const long MaxCompressedText = 256 << 10;

    /// <returns>What there is too much of; null where nothing is.</returns>
    public static string? FindExcess(FileBytes file)
    {
        var (offset, ancillary, text) = ((long)SignatureBytes, 0, 0L);
        while (file.TryRead(offset, HeadBytes, out var head) && !head[4..].SequenceEqual("IEND"u8))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            ancillary += IsAncillary(head[4..]) ? 1 : 0;
            text += IsCompressedText(file, offset, head[4..]) ? length : 0;
            offset += HeadBytes + length + ChecksumBytes;
            if (ancillary > MaxAncillary || text > MaxCompressedText)
            {
                return ancillary > MaxAncillary
                    ? $"more than {MaxAncillary} ancillary chunks"
                    : $"more than {MaxCompressedText} bytes of compressed text";
            }
        }

        return null;
    }

    /// <summary>Those of an animation are as many as its frames, and are skipped.</summary>
    private static bool IsAncillary(ReadOnlySpan<byte> type) =>
        char.IsAsciiLetterLower((char)type[0]) && !type.SequenceEqual("fcTL"u8) && !type.SequenceEqual("fdAT"u8);

    private static bool IsCompressedText(FileBytes file, long chunk, ReadOnlySpan<byte> type) =>
        type.SequenceEqual("zTXt"u8) || (type.SequenceEqual("iTXt"u8) && HasCompressionFlag(file, chunk + HeadBytes));

    /// <summary>The byte behind the zero that ends the keyword.</summary>
    private static bool HasCompressionFlag(FileBytes file, long content)
    {
        for (var offset = content; offset < content + KeywordBytes && file.TryRead(offset, 2, out var bytes); offset++)
        {
            if (bytes[0] == 0)
            {
                return bytes[1] != 0;
            }
        }

        return true; // not text; counted, and the decoder decides
    }
}
