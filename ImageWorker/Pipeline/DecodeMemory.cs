namespace Products.ImageWorker.Pipeline;

/// <summary>Estimates, from its header, how much memory the decoding of a picture takes at its peak, in bytes.</summary>
/// <remarks>
/// Fitted to the peak resident memory of libvips 8.18 on pictures of 12 to 49 megapixels, wide and tall ones among them; it
/// was within 50 MiB of the truth, or above it. Most of a picture is either a few hundred rows on their way through the
/// resizer, or all of it, where the format cannot be decoded in order.
/// </remarks>
internal static class DecodeMemory
{
    private const long Fixed = 32L << 20;

    /// <summary>Rows held by the resizer whatever the picture's height.</summary>
    private const int Rows = 260;

    /// <summary>Further rows held while a picture is decoded in order.</summary>
    private const int RowsInOrder = 1040;

    public static long Of(Original original, Reduction reduction) =>
        Fixed + WholePicture(original) + (RowBytes(original, reduction) * RowsHeld(original));

    private static long WholePicture(Original original) => original.Format switch
    {
        PictureFormat.Jpeg when original.Interlaced => original.Size.Pixels * original.Bands * sizeof(short),
        PictureFormat.Png when original.Interlaced => original.Size.Pixels * original.PixelBytes,
        PictureFormat.Gif => (original.Size.Pixels * 5) + original.FileBytes,
        PictureFormat.WebP => (original.Size.Pixels * 4) + original.FileBytes,
        PictureFormat.Avif => (original.Size.Pixels * (original.BandBytes == 1 ? 17 : 25)) + original.FileBytes,
        _ => 0,
    };

    private static long RowBytes(Original original, Reduction reduction) => original.Format switch
    {
        PictureFormat.Jpeg => (long)original.Size.Width / reduction.JpegShrink * original.PixelBytes,
        PictureFormat.WebP => (long)(original.Size.Width * reduction.WebPScale * original.PixelBytes),
        _ => (long)original.Size.Width * original.PixelBytes,
    };

    private static int RowsHeld(Original original) =>
        InOrder(original) ? Rows + Math.Min(original.Size.Height, RowsInOrder) : Rows;

    private static bool InOrder(Original original) =>
        original.Format is PictureFormat.Jpeg or PictureFormat.Png && !original.Interlaced;
}
