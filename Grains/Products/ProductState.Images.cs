using Products.Grains.Interfaces.Changes;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Products;

/// <summary>What may happen to a product's images.</summary>
public sealed partial record ProductState
{
    public ProductDecision AddImages(IReadOnlyList<NewImage> images, string? traceParent, int maxImages, DateTimeOffset now)
    {
        if (Images.Count + images.Count > maxImages)
        {
            return ChangeStatus.TooManyImages;
        }

        return Next(now) with { Images = [.. Images, .. images.Select(image => NewImageState(image, traceParent))] };
    }

    public ProductDecision DescribeImage(Guid imageId, string? altText, DateTimeOffset now) =>
        FindImage(imageId) is { } known && known.AltText == altText
            ? this
            : ChangeImage(imageId, image => image with { AltText = altText }, now);

    public ProductDecision RemoveImage(Guid imageId, DateTimeOffset now) => FindImage(imageId) is null
        ? ChangeStatus.ImageNotFound
        : Next(now) with { Images = [.. Images.Where(image => image.Id != imageId)] };

    public ProductDecision OrderImages(IReadOnlyList<Guid> imageIds, DateTimeOffset now)
    {
        if (imageIds.Count != Images.Count || !imageIds.ToHashSet().SetEquals(Images.Select(image => image.Id)))
        {
            return ChangeStatus.WrongOrder;
        }

        return imageIds.SequenceEqual(Images.Select(image => image.Id))
            ? this
            : Next(now) with { Images = [.. imageIds.Select(id => FindImage(id)!)] };
    }

    public ProductDecision RetryImage(Guid imageId, string? traceParent, DateTimeOffset now) => FindImage(imageId) switch
    {
        null => ChangeStatus.ImageNotFound,
        { IsFailed: false } => ChangeStatus.NotFailed,
        _ => ChangeImage(imageId, image => image.Retry(traceParent), now),
    };

    /// <summary>Whether a result still matters: only the first one for the image's latest job does.</summary>
    public RecordOutcome Judge(Guid imageId, int generation) => FindImage(imageId) switch
    {
        null => RecordOutcome.Gone,
        var image when image.Generation != generation => RecordOutcome.Superseded,
        { IsPending: false } => RecordOutcome.Already,
        _ => RecordOutcome.Recorded,
    };

    public ProductState RecordImage(Guid imageId, ImageResult result, DateTimeOffset now) =>
        ChangeImage(imageId, image => image.Record(result), now).Next! with
        {
            LastChange = result.Error is null ? ChangeKind.ImageReady : ChangeKind.ImageFailed,
        };

    private ProductDecision ChangeImage(Guid imageId, Func<ImageState, ImageState> change, DateTimeOffset now) => FindImage(imageId) is null
        ? ChangeStatus.ImageNotFound
        : Next(now) with { Images = [.. Images.Select(image => image.Id == imageId ? change(image) : image)] };

    /// <summary>The images for these sources in their order: each takes over an existing image of its source, once.</summary>
    /// <returns>Null when an uploaded source is none of this product's.</returns>
    private List<ImageState>? WithSources(IReadOnlyList<string> sources, string? traceParent)
    {
        var kept = Images.ToList();
        var images = new List<ImageState>(sources.Count);
        foreach (var source in sources)
        {
            var known = kept.Find(image => image.Source == source);
            if (known is null && ImageSource.IsUpload(source))
            {
                return null;
            }

            kept.Remove(known!);
            images.Add(known ?? NewImageState(new NewImage { Id = Guid.CreateVersion7(), SourceUrl = source }, traceParent));
        }

        return images;
    }

    private static ImageState NewImageState(NewImage image, string? traceParent) => new()
    {
        Id = image.Id,
        Source = image.SourceUrl,
        AltText = image.AltText,
        TraceParent = traceParent,
    };
}
