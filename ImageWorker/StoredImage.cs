using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker;

/// <summary>An image whose variants are in the image store.</summary>
/// <param name="Original">What they were made from.</param>
/// <param name="Variants">Where they are.</param>
internal sealed record StoredImage(OriginalPicture Original, IReadOnlyList<ImageVariant> Variants);
