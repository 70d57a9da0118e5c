using NetVips;

namespace Products.ImageWorker.Pipeline;

/// <summary>Decodes a picture once, as it should be seen: upright, in sRGB, 8 bits a channel, no larger than needed.</summary>
internal static class Decoder
{
    private const string Srgb = "srgb";
    private const string EmbeddedProfile = "icc-profile-data";

    /// <returns>Pixels in memory; alpha is kept.</returns>
    /// <exception cref="ImageFailedException"><c>corrupt_image</c>.</exception>
    public static Image Decode(Original original, int longestSide, CancellationToken cancellationToken)
    {
        try
        {
            using var stored = Loader.Open(original.Path, original.Format, Reduction.For(original.Size, longestSide));
            using var upright = Resize(stored, original, longestSide);
            using var colours = upright.Colourspace(Enums.Interpretation.Srgb);
            return Pixels(colours, cancellationToken);
        }
        catch (VipsException error)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(cancellationToken)
                : Damaged.Because(error);
        }
    }

    /// <summary>Also turns by EXIF, and converts from an embedded profile.</summary>
    /// <remarks>
    /// Naming an output profile for a picture that has none costs ten times the whole resize and changes no colour; what
    /// has no profile is sRGB, or grey or CMYK that a plain change of colour space converts.
    /// </remarks>
    private static Image Resize(Image stored, Original original, int longestSide)
    {
        var size = original.Turned ? original.Size.Turned : original.Size;
        var target = size.Within(longestSide);
        var profile = stored.Contains(EmbeddedProfile) ? Srgb : null;
        return stored.ThumbnailImage(target.Width, height: target.Height, size: Enums.Size.Force, outputProfile: profile);
    }

    private static Image Pixels(Image lazy, CancellationToken cancellationToken)
    {
        using var kill = cancellationToken.Register(() => lazy.SetKill(true));
        return lazy.CopyMemory();
    }
}
