namespace Products.Grains.Interfaces.Images;

/// <summary>The keys of a product's objects in the image store.</summary>
/// <remarks>
/// All objects of an image stand under one prefix, and only its own product refers to them: removing an image is
/// removing its prefix, and never takes away what another product shows.
/// </remarks>
public static class ImageKey
{
    /// <summary>The prefix of everything stored for one image; ends with a slash.</summary>
    public static string Prefix(Guid productId, Guid imageId) => $"{productId:N}/{imageId:N}/";

    /// <summary>The uploaded file as it came in.</summary>
    public static string Upload(Guid productId, Guid imageId) => Prefix(productId, imageId) + "original";

    /// <summary>A variant: the same source bytes through the same pipeline always get the same key.</summary>
    /// <param name="productId">The product.</param>
    /// <param name="imageId">The image.</param>
    /// <param name="contentHash">Hex digest over the source bytes and the pipeline's version and settings.</param>
    /// <param name="fileName">Such as <c>compressed.webp</c>.</param>
    public static string Variant(Guid productId, Guid imageId, string contentHash, string fileName) =>
        $"{Prefix(productId, imageId)}{contentHash}/{fileName}";

    /// <summary>Whether a key is one that <see cref="Variant"/> makes: product, image, hash and file name.</summary>
    public static bool IsVariant(string key) => key.AsSpan().Count('/') == 3;
}
