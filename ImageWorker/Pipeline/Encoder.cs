using NetVips;
using static NetVips.Enums;

namespace Products.ImageWorker.Pipeline;

/// <summary>Encodes a variant, without any metadata.</summary>
internal static class Encoder
{
    public static EncodedVariant Encode(Image pixels, VariantRecipe recipe)
    {
        var size = new PictureSize(pixels.Width, pixels.Height).Within(recipe.LongestSide);
        using var picture = pixels.ThumbnailImage(size.Width, height: size.Height, size: Size.Force);
        return new EncodedVariant(
            recipe.Name, recipe.Format, recipe.FileName, recipe.ContentType, size.Width, size.Height, Save(picture, recipe));
    }

    private static byte[] Save(Image picture, VariantRecipe recipe) => recipe.Format switch
    {
        VariantRecipe.WebP => picture.WebpsaveBuffer(q: recipe.Quality, effort: recipe.Effort, keep: ForeignKeep.None),
        VariantRecipe.Avif => picture.HeifsaveBuffer(
            q: recipe.Quality, effort: recipe.Effort, compression: ForeignHeifCompression.Av1, keep: ForeignKeep.None),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Format, null),
    };
}
