namespace Products.ImageWorker.Pipeline;

/// <summary>How much memory all pictures in work may take together, in bytes.</summary>
/// <remarks>
/// Enough for the worst that is common at the pixel cap, six bytes a pixel: a progressive JPEG, or an interlaced PNG of
/// 16 bits. With the default cap that is 336 MiB, which together with an idle process of 150 MB stays under 500 MB.
/// </remarks>
internal static class MemoryBudget
{
    private const int WorstPixelBytes = 6;
    private const long Overhead = 50L << 20;

    /// <summary>What an ordinary photograph takes, so that many cores are not kept waiting.</summary>
    private const long OrdinaryJob = 64L << 20;

    public static long For(ImageOptions options) => Math.Max(
        (long)(options.MaxMegapixels * 1e6 * WorstPixelBytes) + Overhead,
        options.Concurrency * OrdinaryJob);
}
