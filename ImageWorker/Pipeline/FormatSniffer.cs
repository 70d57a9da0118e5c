using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Pipeline;

/// <summary>Tells a format from the first bytes of a file; what a server or a file name says is never asked.</summary>
internal static class FormatSniffer
{
    /// <summary>How many bytes are looked at: room for the prologue of an SVG.</summary>
    public const int HeadBytes = 4096;

    /// <exception cref="ImageFailedException"><c>unsupported_format</c> or <c>not_an_image</c>.</exception>
    public static PictureFormat Sniff(ReadOnlySpan<byte> head) =>
        Accepted(head) ?? throw (RefusedFormat.NameOf(head) is { } name ? Unsupported(name) : NotAnImage());

    private static PictureFormat? Accepted(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PictureFormat.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => PictureFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.WebP,
        _ when IsoBrands.Of(head).Contains("avif") => PictureFormat.Avif,
        _ => null,
    };

    private static ImageFailedException Unsupported(string name) => ImageFailedException.Permanent(
        ImageErrorCode.UnsupportedFormat,
        $"The source is {name}; JPEG, PNG, WebP, AVIF and GIF pictures are accepted.");

    private static ImageFailedException NotAnImage() => ImageFailedException.Permanent(
        ImageErrorCode.NotAnImage,
        "The source is not a picture: its content is in no known image format.");
}
