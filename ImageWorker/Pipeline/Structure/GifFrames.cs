namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>The frames of a GIF (GIF89a, 20).</summary>
/// <remarks>All are indexed when its header is read, though only the first is decoded.</remarks>
internal static class GifFrames
{
    private const int MaxFrames = 10_000;

    private const int ScreenBytes = 13;
    private const int FrameBytes = 10;
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;

    /// <returns>What there is too much of; null where nothing is.</returns>
    public static string? FindExcess(FileBytes file)
    {
        var frames = 0;
        long offset = file.TryRead(0, ScreenBytes, out var screen) ? ScreenBytes + ColourTableBytes(screen[10]) : -1;
        while (frames <= MaxFrames && file.TryRead(offset, 1, out var kind))
        {
            if (kind[0] == Extension)
            {
                offset = AfterBlocks(file, offset + 2);
            }
            else if (kind[0] == Frame && file.TryRead(offset, FrameBytes, out var frame))
            {
                frames++;
                offset = AfterBlocks(file, offset + FrameBytes + ColourTableBytes(frame[9]) + 1);
            }
            else
            {
                return null;
            }
        }

        return frames > MaxFrames ? $"more than {MaxFrames} frames" : null;
    }

    private static int ColourTableBytes(byte flags) => (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;

    private static long AfterBlocks(FileBytes file, long offset)
    {
        while (file.TryRead(offset, 1, out var length) && length[0] > 0)
        {
            offset += 1 + length[0];
        }

        return offset + 1;
    }
}
