using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Pipeline;

/// <summary>What became of a downloaded file.</summary>
/// <param name="Original">The file.</param>
/// <param name="Variants">What was made of it.</param>
internal sealed record MadePictures(OriginalPicture Original, IReadOnlyList<EncodedVariant> Variants);
