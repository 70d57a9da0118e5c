using System.Text.Json.Serialization;
using Products.Grains.Catalog.Folding;
using Products.Grains.Interfaces.Changes;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Products;

/// <summary>A product as it is stored. Immutable: each change makes the next record, one revision higher.</summary>
/// <remarks>Properties without a setter are derived; they are stored for those who query the tables.</remarks>
public sealed partial record ProductState
{
    /// <summary>The form of the stored JSON that this code writes. It reads every form up to this one.</summary>
    public const int CurrentSchema = 1;

    public int Schema
    {
        get;
        init => field = value <= CurrentSchema ? value : throw new NotSupportedException(
            $"This product is stored in schema {value}; this version reads up to {CurrentSchema}.");
    } = CurrentSchema;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string ProductName { get; init; }

    /// <summary>The name as it is searched and sorted by; folded here, so that every database agrees.</summary>
    public string SearchName => FoldedText.Of(ProductName);

    public required string ProductDescription { get; init; }

    public required decimal ProductPrice { get; init; }

    public required string Currency { get; init; }

    public required IReadOnlyList<ImageState> Images { get; init; }

    /// <summary>The source of each image, in image order.</summary>
    public IReadOnlyList<string> ProductImages => [.. Images.Select(image => image.Source)];

    /// <summary>The URL of the compressed WebP of each ready image, in image order.</summary>
    public IReadOnlyList<string> CompressedProductImages => [.. Images.Select(image => image.CompressedUrl).OfType<string>()];

    public ImagesStatus ImageStatus =>
        Images.Count == 0 ? ImagesStatus.None
        : Images.Any(image => image.IsPending) ? ImagesStatus.Pending
        : Images.Any(image => image.IsFailed) ? ImagesStatus.Failed
        : ImagesStatus.Ready;

    public required long Revision { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Set on the tombstone of a deleted product.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>What the latest change was where nothing else tells it: an image has become ready, or has failed.</summary>
    public ChangeKind? LastChange { get; init; }

    /// <summary>Which request created the product; a repeat of that request is recognised by it.</summary>
    public required string Fingerprint { get; init; }

    [JsonIgnore]
    public bool IsDeleted => DeletedAt is not null;

    [JsonIgnore]
    public ChangeKind Change => IsDeleted ? ChangeKind.Deleted : Revision == 1 ? ChangeKind.Created : LastChange ?? ChangeKind.Updated;

    public ImageState? FindImage(Guid imageId) => Images.FirstOrDefault(image => image.Id == imageId);

    /// <summary>The jobs that are still to be done.</summary>
    public IEnumerable<ImageJob> PendingJobs() =>
        Images.Where(image => image.IsPending).Select(image => image.ToJob(Id));

    /// <summary>The latest change as the feed shows it.</summary>
    /// <param name="changeSeq">Its number, which the database has given.</param>
    public ProductEvent ToEvent(long changeSeq) => new()
    {
        ChangeSeq = changeSeq,
        Kind = Change,
        ProductId = Id,
        UserId = UserId,
        Revision = Revision,
        ChangedAt = UpdatedAt,
        Product = IsDeleted ? null : ToProduct(),
    };

    /// <summary>The product as the API shows it.</summary>
    public Product ToProduct() => new()
    {
        Id = Id,
        UserId = UserId,
        ProductName = ProductName,
        ProductDescription = ProductDescription,
        ProductPrice = ProductPrice,
        Currency = Currency,
        ProductImages = ProductImages,
        CompressedProductImages = CompressedProductImages,
        Images = [.. Images.Select((image, position) => image.ToProductImage(position))],
        ImageStatus = ImageStatus,
        Revision = Revision,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
