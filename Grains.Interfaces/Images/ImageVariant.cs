namespace Products.Grains.Interfaces.Images;

/// <summary>One stored picture made from an image.</summary>
[GenerateSerializer, Immutable, Alias("products.image-variant")]
public sealed record ImageVariant
{
    /// <summary>The name of the compressed variant, whose WebP is the product's compressed image.</summary>
    public const string Compressed = "compressed";

    /// <summary><c>compressed</c> or <c>thumbnail</c>.</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary><c>webp</c> or <c>avif</c>.</summary>
    [Id(1)] public required string Format { get; init; }

    /// <summary>Pixels.</summary>
    [Id(2)] public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    [Id(3)] public required int Height { get; init; }

    [Id(4)] public required long Bytes { get; init; }

    /// <summary>Where it is served: absolute, or relative to the API's origin.</summary>
    [Id(5)] public required string Url { get; init; }
}
