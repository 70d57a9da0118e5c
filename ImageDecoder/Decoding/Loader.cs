using NetVips;
using Products.ImageDecoder.Protocol;
using static NetVips.Enums;

namespace Products.ImageDecoder.Decoding;

/// <summary>Opens an image with the decoder of its format; only the header is read until pixels are asked for.</summary>
/// <remarks>
/// Rows come in order, so most images are never in memory whole. Truncated and corrupt data fail once their rows are read
/// (libvips' one-step thumbnail accepts truncated JPEGs). Warnings pass: good photographs cause them too.
/// </remarks>
internal static class Loader
{
    private const Access InOrder = Access.Sequential;
    private const FailOn AnyError = FailOn.Error;

    /// <param name="source">The whole file.</param>
    /// <param name="format">As told from its first bytes.</param>
    /// <param name="reduction">How much smaller to decode; ignored by formats that cannot.</param>
    public static Image Open(Source source, ImageFormat format, Reduction reduction) => format switch
    {
        ImageFormat.Jpeg => Image.JpegloadSource(source, shrink: reduction.JpegShrink, access: InOrder, failOn: AnyError),
        ImageFormat.Png => Image.PngloadSource(source, access: InOrder, failOn: AnyError),
        ImageFormat.Gif => Image.GifloadSource(source, access: InOrder, failOn: AnyError),
        ImageFormat.WebP => Image.WebploadSource(source, scale: reduction.WebPScale, access: InOrder, failOn: AnyError),
        ImageFormat.Avif => Image.HeifloadSource(source, access: InOrder, failOn: AnyError),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
