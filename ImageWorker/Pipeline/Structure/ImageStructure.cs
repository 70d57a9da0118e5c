using Products.Grains.Interfaces.Images;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Pipeline.Structure;

/// <summary>Refuses files whose structure costs a decoder far more than their size and pixels tell.</summary>
/// <remarks>
/// Takes time in proportion to the file at most. What cannot be followed to its end passes: the decoder finds that it is
/// corrupt, and its own limits hold.
/// </remarks>
internal static class ImageStructure
{
    /// <exception cref="ImageFailedException"><c>too_complex</c>.</exception>
    public static void Check(FileStream file, ImageFormat format)
    {
        var bytes = new FileBytes(file.SafeFileHandle);
        var excess = format switch
        {
            ImageFormat.Png => PngChunks.FindExcess(bytes),
            ImageFormat.Gif => GifFrames.FindExcess(bytes),
            ImageFormat.Avif => AvifItems.FindExcess(bytes),
            _ => null,
        };
        if (excess is not null)
        {
            throw ImageFailedException.Permanent(ImageErrorCode.TooComplex, $"The image has {excess}.");
        }
    }
}
