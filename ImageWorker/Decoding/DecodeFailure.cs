using System.Globalization;
using Products.Grains.Interfaces.Images;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Decoding;

/// <summary>What an image's error is when decoding it failed.</summary>
/// <remarks>What libvips says stays in the inner exception: it names functions.</remarks>
internal static class DecodeFailure
{
    /// <summary>What the C library, GLib and .NET say when an allocation fails.</summary>
    private static readonly string[] MemoryErrors = ["allocate", "out of memory"];

    /// <summary>The process ended or was ended.</summary>
    public static ImageFailedException Of(DecoderFailedException failure, bool isLate, ImageOptions options) => failure switch
    {
        _ when isLate || failure.IsOutOfProcessorTime => ImageFailedException.Transient(
            ImageErrorCode.DecoderTimeout, $"Decoding the image took longer than {options.DecodeTimeout:c}.", failure),
        _ when MemoryErrors.Any(words => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase)) =>
            TooMuchMemory(failure),
        _ => ImageFailedException.Transient(
            ImageErrorCode.DecoderCrashed, "The decoder process ended while it decoded the image.", failure),
    };

    /// <summary>The process refused the image.</summary>
    public static ImageFailedException Of(DecodeRefusedException failure, ImageOptions options) => failure.Refused switch
    {
        { Reason: RefusalReason.TooManyPixels, Size: var size } => ImageFailedException.Permanent(
            ImageErrorCode.TooManyPixels, TooManyPixels(size, options.MaxMegapixels).ToString(CultureInfo.InvariantCulture)),
        { Reason: RefusalReason.TooMuchMemory } => TooMuchMemory(failure),
        _ => ImageFailedException.Permanent(ImageErrorCode.Corrupt, "The image is corrupt or cut off.", failure),
    };

    private static FormattableString TooManyPixels(ImageSize size, double limit) =>
        $"The image is {size.Width} × {size.Height}, {size.Pixels / 1e6:0.###} megapixels; at most {limit:0.###} are accepted.";

    private static ImageFailedException TooMuchMemory(Exception failure) => ImageFailedException.Permanent(
        ImageErrorCode.TooMuchMemory, "Decoding the image takes more memory than a decoder process may have.", failure);
}
