using NetVips;
using Products.ImageDecoder.Protocol;
using static NetVips.Enums;

namespace Products.ImageDecoder.Decoding;

/// <summary>Encodes a variant, without any metadata.</summary>
internal static class Encoder
{
    public static EncodedVariant Encode(Image pixels, VariantRecipe recipe)
    {
        var size = new ImageSize(pixels.Width, pixels.Height).Within(recipe.LongestSide);
        using var resized = pixels.ThumbnailImage(size.Width, height: size.Height, size: Size.Force);
        return new EncodedVariant(recipe, size, Save(resized, recipe));
    }

    private static byte[] Save(Image image, VariantRecipe recipe) => recipe.Format switch
    {
        VariantRecipe.WebP => image.WebpsaveBuffer(q: recipe.Quality, effort: recipe.Effort, keep: ForeignKeep.None),
        VariantRecipe.Avif => image.HeifsaveBuffer(
            q: recipe.Quality, effort: recipe.Effort, compression: ForeignHeifCompression.Av1, keep: ForeignKeep.None),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Format, null),
    };
}
