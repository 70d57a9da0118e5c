using System.Text;
using System.Text.RegularExpressions;

namespace Products.ImageWorker.Pipeline;

/// <summary>Recognises images and documents that are not accepted, so that the error can say what was sent.</summary>
internal static partial class RefusedFormat
{
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    /// <summary>With its article, such as <c>a PDF document</c>; null for what is unknown.</summary>
    public static string? NameOf(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'I', (byte)'I', 0x2A or 0x2B, 0x00, ..] or [(byte)'M', (byte)'M', 0x00, 0x2A or 0x2B, ..] => "a TIFF picture",
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => "a BMP picture",
        [0, 0, 1 or 2, 0, _, 0, ..] => "an icon",
        [0xFF, 0x0A, ..] or [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => "a JPEG XL picture",
        [0xFF, 0x4F, 0xFF, 0x51, ..] or [0, 0, 0, 0x0C, (byte)'j', (byte)'P', (byte)' ', (byte)' ', ..] => "a JPEG 2000 picture",
        _ when head.StartsWith("8BPS"u8) => "a Photoshop file",
        _ when head.StartsWith("%!PS"u8) => "a PostScript document",
        _ when head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 => "a PDF document",
        _ when SvgRoot().IsMatch(Encoding.Latin1.GetString(head)) => "an SVG drawing",
        _ => OfBrands(IsoBrands.Of(head)),
    };

    private static string? OfBrands(IReadOnlyList<string> brands) => brands switch
    {
        [] => null,
        _ when brands.Intersect(HeicBrands).Any() => "a HEIC picture",
        _ => "a video",
    };

    // The root element after byte-order mark, declaration, comments and document type. Atomic groups keep it linear.
    [GeneratedRegex(
        @"\A(?:\u00EF\u00BB\u00BF)?(?>(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>)*)<(?:\w+:)?svg[\s>/]",
        RegexOptions.Singleline)]
    private static partial Regex SvgRoot();
}
