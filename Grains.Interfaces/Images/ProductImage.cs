namespace Products.Grains.Interfaces.Images;

/// <summary>An image of a product as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("products.product-image")]
public sealed record ProductImage
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>0-based place among the product's images.</summary>
    [Id(1)] public required int Position { get; init; }

    /// <summary>The http(s) URL it was given as, or <c>upload:</c> and its id for an uploaded file.</summary>
    [Id(2)] public required string SourceUrl { get; init; }

    [Id(3)] public string? AltText { get; init; }

    [Id(4)] public required ImageStatus Status { get; init; }

    /// <summary>How often processing was tried for the latest job; 0 while that is pending.</summary>
    [Id(5)] public required int Attempts { get; init; }

    /// <summary>Why it failed; null unless <c>status</c> is <c>failed</c>.</summary>
    [Id(6)] public ImageError? Error { get; init; }

    /// <summary>What was made of it; empty until ready.</summary>
    [Id(7)] public required IReadOnlyList<ImageVariant> Variants { get; init; }

    /// <summary>What the variants were made from; null until ready, and of images that an earlier version has processed.</summary>
    [Id(8)] public OriginalPicture? Original { get; init; }
}

/// <summary>How far one image is.</summary>
[GenerateSerializer, Alias("products.image-status")]
public enum ImageStatus
{
    Pending,
    Ready,
    Failed,
}

/// <summary>How far a product's images are together.</summary>
[GenerateSerializer, Alias("products.images-status")]
public enum ImagesStatus
{
    /// <summary>The product has no images.</summary>
    None,

    /// <summary>At least one is not done.</summary>
    Pending,

    /// <summary>All are ready.</summary>
    Ready,

    /// <summary>None is pending, at least one failed.</summary>
    Failed,
}
