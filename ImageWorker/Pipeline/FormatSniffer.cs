using Products.Grains.Interfaces.Images;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Pipeline;

/// <summary>Tells a format from the first bytes of a file; what a server or a file name says is never asked.</summary>
internal static class FormatSniffer
{
    /// <summary>How many bytes are read: room for the prologue of an SVG.</summary>
    private const int HeadBytes = 4096;

    /// <param name="file">At its beginning, where it is left.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ImageFailedException"><c>unsupported_format</c> or <c>not_an_image</c>.</exception>
    public static async Task<ImageFormat> SniffAsync(FileStream file, CancellationToken cancellationToken)
    {
        var head = new byte[HeadBytes];
        var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return Sniff(head.AsSpan(0, count));
    }

    private static ImageFormat Sniff(ReadOnlySpan<byte> head) =>
        Accepted(head) ?? throw (RefusedFormat.NameOf(head) is { } name ? Unsupported(name) : NotAnImage());

    private static ImageFormat? Accepted(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        _ when IsoBrands.Of(head).Contains("avif") => ImageFormat.Avif,
        _ => null,
    };

    private static ImageFailedException Unsupported(string name) => ImageFailedException.Permanent(
        ImageErrorCode.UnsupportedFormat,
        $"The source is {name}; JPEG, PNG, WebP, AVIF and GIF images are accepted.");

    private static ImageFailedException NotAnImage() => ImageFailedException.Permanent(
        ImageErrorCode.NotAnImage,
        "The source is not an image: its content is in no known image format.");
}
