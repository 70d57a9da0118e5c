using NetVips;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Pipeline;

/// <summary>The failure of a decoder. What libvips says stays in the inner exception: it names files and functions.</summary>
internal static class Damaged
{
    public static ImageFailedException Because(VipsException error) =>
        ImageFailedException.Permanent(ImageErrorCode.Corrupt, "The picture is damaged or cut off.", error);
}
