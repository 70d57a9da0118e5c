namespace Products.Grains.Interfaces.Images;

/// <summary>Why an image could not be processed.</summary>
/// <param name="Code">Stable and machine readable, such as <c>not_found</c>; see <see cref="ImageErrorCode"/>.</param>
/// <param name="Detail">One sentence for people.</param>
/// <param name="Retryable">Whether the same source may succeed later.</param>
[GenerateSerializer, Immutable, Alias("products.image-error")]
public sealed record ImageError(
    [property: Id(0)] string Code,
    [property: Id(1)] string Detail,
    [property: Id(2)] bool Retryable);
