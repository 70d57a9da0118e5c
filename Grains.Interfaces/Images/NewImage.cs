namespace Products.Grains.Interfaces.Images;

/// <summary>An image to be added to a product.</summary>
[GenerateSerializer, Immutable, Alias("products.new-image")]
public sealed record NewImage
{
    /// <summary>An id from <c>PrepareUploadAsync</c>, or a new one.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>The absolute http(s) URL, or <see cref="ImageSource.OfUpload"/> of <see cref="Id"/>.</summary>
    [Id(1)] public required string SourceUrl { get; init; }

    [Id(2)] public string? AltText { get; init; }
}
