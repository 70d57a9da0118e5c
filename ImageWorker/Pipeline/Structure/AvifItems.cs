namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The coded frames of an AVIF's items. A decoder decodes all frames of an item, and shows the last.</summary>
/// <remarks>AV1 bitstream specification, 5.3: an item is a sequence of open bitstream units.</remarks>
internal static class AvifItems
{
    /// <summary>Layered images have up to four.</summary>
    private const int MaxFrames = 4;

    /// <summary>An item of a still image has three, and one more for each group of tiles.</summary>
    private const int MaxUnits = 10_000;

    private const int FrameHeader = 3;
    private const int Frame = 6;

    /// <returns>What there is too much of; null where nothing is.</returns>
    public static string? FindExcess(FileBytes file)
    {
        if (ItemLocations.Of(file) is not { } items)
        {
            return $"more than {ItemLocations.MaxExtents} extents";
        }

        var units = 0;
        foreach (var extents in items)
        {
            var frames = FramesOf(file, extents, ref units);
            if (frames > MaxFrames || units > MaxUnits)
            {
                return frames > MaxFrames ? $"an item of more than {MaxFrames} frames" : $"more than {MaxUnits} units of data";
            }
        }

        return null;
    }

    private static int FramesOf(FileBytes file, IReadOnlyList<Extent> extents, ref int units)
    {
        var frames = 0;
        foreach (var extent in extents)
        {
            frames += Frames(file, extent, ref units);
        }

        return frames;
    }

    private static int Frames(FileBytes file, Extent extent, ref int units)
    {
        var frames = 0;
        var offset = extent.Offset;
        while (offset < extent.End && units++ <= MaxUnits && file.TryRead(offset, 1, out var head))
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

    /// <summary>leb128(): 7 bits a byte, the lowest first; at most 8 bytes.</summary>
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
