using NetVips;
using Products.ImageDecoder.Protocol;

namespace Products.ImageDecoder.Decoding;

/// <summary>What the header of an image declares.</summary>
/// <param name="Size">As stored, before it is rotated; of the first frame where there are several.</param>
/// <param name="IsRotated">Whether EXIF says that the camera was held sideways.</param>
internal sealed record Header(ImageSize Size, bool IsRotated)
{
    public ImageSize UprightSize => IsRotated ? Size.Rotated : Size;

    /// <exception cref="VipsException">The header is corrupt.</exception>
    public static Header Read(byte[] image, ImageFormat format)
    {
        using var source = Source.NewFromMemory(image);
        using var header = Loader.Open(source, format, Reduction.None);
        return new Header(new ImageSize(header.Width, header.Height), Orientation(header) is >= 5 and <= 8);
    }

    private static int Orientation(Image header) => header.Contains("orientation") ? (int)header.Get("orientation") : 0;
}
