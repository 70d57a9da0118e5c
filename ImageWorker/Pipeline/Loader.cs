using NetVips;
using static NetVips.Enums;

namespace Products.ImageWorker.Pipeline;

/// <summary>Opens a file with the decoder of its format; only the header is read until pixels are asked for.</summary>
/// <remarks>
/// Rows come in order, so most pictures are never in memory whole. Truncated and damaged data fail once their rows are read
/// (libvips' one-step thumbnail of a file accepts truncated JPEGs). Mere warnings pass: sound photographs cause them too.
/// </remarks>
internal static class Loader
{
    private const Access InOrder = Access.Sequential;
    private const FailOn Damage = FailOn.Error;

    /// <param name="path">The file.</param>
    /// <param name="format">What the file was found to be.</param>
    /// <param name="reduction">How much smaller to decode; ignored by formats that cannot.</param>
    public static Image Open(string path, PictureFormat format, Reduction reduction) => format switch
    {
        PictureFormat.Jpeg => Image.Jpegload(path, shrink: reduction.JpegShrink, access: InOrder, failOn: Damage),
        PictureFormat.Png => Image.Pngload(path, access: InOrder, failOn: Damage),
        PictureFormat.Gif => Image.Gifload(path, access: InOrder, failOn: Damage),
        PictureFormat.WebP => Image.Webpload(path, scale: reduction.WebPScale, access: InOrder, failOn: Damage),
        PictureFormat.Avif => Image.Heifload(path, access: InOrder, failOn: Damage),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
