using Products.Grains.Interfaces.Images;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Pipeline;

/// <summary>What was made of a downloaded file.</summary>
/// <param name="Original">The file.</param>
/// <param name="Variants">One for each of <see cref="ImageOptions.Variants"/>.</param>
internal sealed record ProcessedImage(OriginalPicture Original, IReadOnlyList<EncodedVariant> Variants);
