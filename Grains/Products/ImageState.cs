using System.Text.Json.Serialization;
using Products.Grains.Interfaces.Images;

namespace Products.Grains.Products;

/// <summary>An image as it is stored with its product.</summary>
public sealed record ImageState
{
    public required Guid Id { get; init; }

    /// <summary>See <see cref="ImageSource"/>.</summary>
    public required string Source { get; init; }

    public string? AltText { get; init; }

    public ImageStatus Status { get; init; }

    /// <summary>The number of the job that may record a result: 1, and one more with each retry by hand.</summary>
    public int Generation { get; init; } = 1;

    public int Attempts { get; init; }

    public ImageError? Error { get; init; }

    public IReadOnlyList<ImageVariant> Variants { get; init; } = [];

    public OriginalPicture? Original { get; init; }

    /// <summary>Trace context of the request that asked for the pending job; null once it is done.</summary>
    public string? TraceParent { get; init; }

    [JsonIgnore]
    public bool IsPending => Status == ImageStatus.Pending;

    [JsonIgnore]
    public bool IsFailed => Status == ImageStatus.Failed;

    /// <summary>The URL of the compressed WebP; null until the image is ready.</summary>
    [JsonIgnore]
    public string? CompressedUrl =>
        Variants.FirstOrDefault(variant => variant is { Name: ImageVariant.Compressed, Format: "webp" })?.Url;

    public ImageState Record(ImageResult result) => this with
    {
        Status = result.Error is null ? ImageStatus.Ready : ImageStatus.Failed,
        Attempts = result.Attempts,
        Error = result.Error,
        Variants = result.Variants,
        Original = result.Original,
        TraceParent = null,
    };

    public ImageState Retry(string? traceParent) => this with
    {
        Status = ImageStatus.Pending,
        Generation = Generation + 1,
        Attempts = 0,
        Error = null,
        TraceParent = traceParent,
    };

    public ImageJob ToJob(Guid productId) => new()
    {
        ProductId = productId,
        ImageId = Id,
        Generation = Generation,
        Source = Source,
        TraceParent = TraceParent,
    };

    public ProductImage ToProductImage(int position) => new()
    {
        Id = Id,
        Position = position,
        SourceUrl = Source,
        AltText = AltText,
        Status = Status,
        Attempts = Attempts,
        Error = Error,
        Variants = Variants,
        Original = Original,
    };
}
