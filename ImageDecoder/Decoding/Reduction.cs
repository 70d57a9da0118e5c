using Products.ImageDecoder.Protocol;

namespace Products.ImageDecoder.Decoding;

/// <summary>How much smaller than stored an image is decoded, which saves most of the time that a large one takes.</summary>
/// <param name="JpegShrink">1, 2, 4 or 8: the blocks of a JPEG are decoded at that fraction.</param>
/// <param name="WebPScale">1 or less: WebP's decoder averages rows down as they come.</param>
internal readonly record struct Reduction(int JpegShrink, double WebPScale)
{
    public static readonly Reduction None = new(1, 1);

    /// <summary>The strongest that leaves the longest side no shorter than <paramref name="side"/>.</summary>
    public static Reduction For(ImageSize size, int side)
    {
        var ratio = (double)size.LongestSide / side;
        return ratio <= 1 || IsThread(size, ratio) ? None : new(Shrink(ratio), 1 / ratio);
    }

    /// <summary>The decoders round the shorter side down, at worst to nothing.</summary>
    private static bool IsThread(ImageSize size, double ratio) => size.ShortestSide < 2 * ratio;

    private static int Shrink(double ratio) => ratio switch
    {
        >= 8 => 8,
        >= 4 => 4,
        >= 2 => 2,
        _ => 1,
    };
}
