namespace Products.ImageDecoder.Protocol;

/// <summary>One variant, ready to be stored.</summary>
/// <param name="Recipe">How it was made.</param>
/// <param name="Size">Pixels.</param>
/// <param name="Bytes">The encoded file.</param>
internal sealed record EncodedVariant(VariantRecipe Recipe, ImageSize Size, byte[] Bytes);
