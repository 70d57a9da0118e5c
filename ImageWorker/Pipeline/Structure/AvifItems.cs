namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The coded frames of an AVIF's items. A decoder decodes all of an item's frames, and shows the last.</summary>
/// <remarks>ISO/IEC 14496-12, 8.11.3 (the box <c>iloc</c>); AV1 bitstream specification, 5.3 (open bitstream units).</remarks>
internal static class AvifItems
{
    /// <summary>Layered images have up to four.</summary>
    private const int MaxFrames = 4;

    private const int FrameHeader = 3;
    private const int Frame = 6;

    /// <returns>What there is too much of; null where nothing is.</returns>
    public static string? FindExcess(FileBytes file) =>
        ItemLocations.Of(file).Any(item => Frames(file, item) > MaxFrames) ? $"an item of more than {MaxFrames} frames" : null;

    private static int Frames(FileBytes file, ItemLocation item)
    {
        var frames = 0;
        var offset = item.Offset;
        while (frames <= MaxFrames && offset < item.Offset + item.Length && file.TryRead(offset, 1, out var head))
        {
            var (type, hasExtension, hasSize) = ((head[0] >> 3) & 15, (head[0] & 4) != 0, (head[0] & 2) != 0);
            frames += type is FrameHeader or Frame ? 1 : 0;
            offset += hasExtension ? 2 : 1;
            if (!hasSize || !TryReadSize(file, ref offset, out var size))
            {
                break; // it fills the rest
            }

            offset += size;
        }

        return frames;
    }

    /// <summary>leb128(): 7 bits a byte, the lowest first.</summary>
    private static bool TryReadSize(FileBytes file, ref long offset, out long size)
    {
        size = 0;
        for (var shift = 0; shift < 56 && file.TryRead(offset, 1, out var next); shift += 7)
        {
            offset++;
            size |= (long)(next[0] & 0x7F) << shift;
            if (next[0] < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
