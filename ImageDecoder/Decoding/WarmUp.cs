using NetVips;
using Products.ImageDecoder.Protocol;

namespace Products.ImageDecoder.Decoding;

/// <summary>Decodes and encodes small images of every kind before confinement, which allows no file to be opened.</summary>
/// <remarks>So every library is loaded, every method compiled and every thread of libvips started.</remarks>
internal static class WarmUp
{
    private const int Side = 64;

    private static readonly string[] AllVariants = [.. VariantRecipe.All.Select(recipe => recipe.FileName)];

    public static void Run()
    {
        Libvips.Configure();
        using var image = Sample();
        Decode(ImageFormat.Jpeg, image.JpegsaveBuffer());
        using var rotated = image.Mutate(changes => changes.Set(GValue.GIntType, "orientation", 6));
        Decode(ImageFormat.Jpeg, rotated.JpegsaveBuffer(interlace: true));
        Decode(ImageFormat.Jpeg, image.IccTransform("cmyk", inputProfile: "srgb").JpegsaveBuffer());
        Decode(ImageFormat.Png, image.IccTransform("p3", inputProfile: "srgb").PngsaveBuffer(interlace: true));
        Decode(ImageFormat.Png, image.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer());
        Decode(ImageFormat.Gif, image.GifsaveBuffer());
        Decode(ImageFormat.WebP, image.Bandjoin(image[0]).WebpsaveBuffer());
        Decode(ImageFormat.Avif, image.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0));
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            Decode(format, new byte[Side]); // an error is a way of its own through all of this
        }
    }

    private static void Decode(ImageFormat format, byte[] image)
    {
        var request = new DecodeRequest(format, image.Length, MaxPixels: Side * Side, ProcessorSeconds: 0, AllVariants);
        ImageJob.Run(request, image, reply => reply.WriteTo(Stream.Null));
    }

    private static Image Sample()
    {
        using var grey = Image.Grey(Side, Side, uchar: true);
        return grey.Bandjoin(grey.Rot90(), grey.Rot180()).Copy(interpretation: Enums.Interpretation.Srgb);
    }
}
