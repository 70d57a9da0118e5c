namespace Products.Grains.Interfaces.Images;

/// <summary>What an image was made from, as the worker found it.</summary>
[GenerateSerializer, Immutable, Alias("products.original-picture")]
public sealed record OriginalPicture
{
    /// <summary><c>jpeg</c>, <c>png</c>, <c>gif</c>, <c>webp</c> or <c>avif</c>, told from its bytes.</summary>
    [Id(0)] public required string Format { get; init; }

    /// <summary>Pixels, of the picture turned upright.</summary>
    [Id(1)] public required int Width { get; init; }

    /// <summary>Pixels, of the picture turned upright.</summary>
    [Id(2)] public required int Height { get; init; }

    [Id(3)] public required long Bytes { get; init; }
}
