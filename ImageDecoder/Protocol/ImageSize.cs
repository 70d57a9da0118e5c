namespace Products.ImageDecoder.Protocol;

/// <summary>Width and height of an image, in pixels.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    public int LongestSide => Math.Max(Width, Height);

    public int ShortestSide => Math.Min(Width, Height);

    public long Pixels => (long)Width * Height;

    public ImageSize Rotated => new(Height, Width);

    /// <summary>
    /// The size that keeps the proportions with no side longer than <paramref name="side"/>; never larger than it is.
    /// </summary>
    public ImageSize Within(int side) =>
        LongestSide <= side ? this : new(Shortened(Width, side), Shortened(Height, side));

    private int Shortened(int length, int side) =>
        Math.Max(1, (int)Math.Round((double)length * side / LongestSide, MidpointRounding.AwayFromZero));
}
