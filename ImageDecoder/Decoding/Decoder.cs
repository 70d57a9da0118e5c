using NetVips;
using Products.ImageDecoder.Protocol;

namespace Products.ImageDecoder.Decoding;

/// <summary>Decodes an image once, as it should be seen: upright, in sRGB, 8 bits a channel, no larger than needed.</summary>
internal static class Decoder
{
    private const string Srgb = "srgb";
    private const string EmbeddedProfile = "icc-profile-data";

    /// <returns>Pixels in memory; alpha is kept.</returns>
    /// <exception cref="VipsException">The image is corrupt, or takes too much memory.</exception>
    public static Image Decode(Source source, ImageFormat format, Header header, int longestSide)
    {
        using var stored = Loader.Open(source, format, Reduction.For(header.Size, longestSide));
        using var upright = Resize(stored, header.UprightSize.Within(longestSide));
        using var colours = upright.Colourspace(Enums.Interpretation.Srgb);
        return colours.CopyMemory();
    }

    /// <summary>Also rotates by EXIF, and converts from an embedded profile.</summary>
    /// <remarks>
    /// Naming an output profile for an image that has none costs ten times the whole resize and changes no colour; what
    /// has no profile is sRGB, or grey or CMYK that a plain change of colour space converts.
    /// </remarks>
    private static Image Resize(Image stored, ImageSize target)
    {
        var profile = stored.Contains(EmbeddedProfile) ? Srgb : null;
        return stored.ThumbnailImage(target.Width, height: target.Height, size: Enums.Size.Force, outputProfile: profile);
    }
}
