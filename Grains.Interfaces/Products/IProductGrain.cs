using Orleans.Concurrency;
using Products.Grains.Interfaces.Images;

namespace Products.Grains.Interfaces.Products;

/// <summary>One product of the catalogue; the grain key is the product id.</summary>
/// <remarks>
/// Changes to one product run one at a time; a change is stored before its call returns. A product that was never
/// created, or was deleted, answers <see cref="ChangeStatus.NotFound"/>, and null where a product is read. A change that
/// somebody else than the owner asks for answers <see cref="ChangeStatus.NotOwner"/>; one whose condition does not hold,
/// <see cref="ChangeStatus.Stale"/> or <see cref="ChangeStatus.Excluded"/>. A change that changes nothing
/// is <c>Done</c>: the revision stays, and nothing is stored or announced.
/// </remarks>
[Alias("products.product")]
public interface IProductGrain : IGrainWithGuidKey
{
    /// <summary>Creates the product. Safe to repeat: the same request is answered as the first time.</summary>
    /// <returns><c>Done</c>, <c>Replayed</c>, <c>UnknownUser</c>, or <c>KeyReused</c> when another request holds this id.</returns>
    [Alias("create"), SafeToRepeat]
    Task<ProductChange> CreateAsync(CreateProduct request);

    /// <summary>The last committed state. Does not wait behind a write that is under way.</summary>
    /// <param name="holder">The front end that will be told of the next change, if it has a session with this silo; empty for nobody.</param>
    [Alias("read"), AlwaysInterleave, SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<ProductReading?> ReadAsync(Guid holder);

    /// <summary>Answers once no image is pending, or when <paramref name="timeout"/> has passed.</summary>
    /// <param name="timeout">At most 20 seconds, so that the answer comes before the call's own time limit.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    [Alias("wait-for-images"), AlwaysInterleave, SafeToRepeat]
    Task WaitForImagesAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Changes the fields that <paramref name="edit"/> names. A source URL that stays keeps its image and result.</summary>
    /// <returns><c>Done</c>, <c>NotFound</c>, <c>Stale</c>, or <c>UnknownUpload</c>.</returns>
    [Alias("edit")]
    Task<ProductChange> EditAsync(ProductEdit edit, ChangeContext context);

    /// <summary>Deletes the product for good; its id is never used again.</summary>
    [Alias("delete")]
    Task<ProductChange> DeleteAsync(ChangeContext context);

    /// <summary>Reserves ids for files that are about to be stored; what is not added within a day is deleted.</summary>
    /// <returns><c>Done</c> when one more image has room, <c>NotFound</c>, <c>Stale</c> or <c>TooManyImages</c>.</returns>
    [Alias("prepare-upload")]
    Task<UploadTicket> PrepareUploadAsync(ChangeContext context);

    /// <summary>Adds images after the existing ones, all of them or none.</summary>
    /// <returns><c>Done</c>, <c>NotFound</c>, <c>Stale</c> or <c>TooManyImages</c>.</returns>
    [Alias("add-images")]
    Task<ProductChange> AddImagesAsync(IReadOnlyList<NewImage> images, ChangeContext context);

    /// <summary>Sets the alternative text of an image; null removes it.</summary>
    [Alias("describe-image")]
    Task<ProductChange> DescribeImageAsync(Guid imageId, string? altText, ChangeContext context);

    [Alias("remove-image")]
    Task<ProductChange> RemoveImageAsync(Guid imageId, ChangeContext context);

    /// <summary>Puts the images in the given order.</summary>
    /// <returns><c>Done</c>, or <c>WrongOrder</c> unless the list names each image exactly once.</returns>
    [Alias("order-images")]
    Task<ProductChange> OrderImagesAsync(IReadOnlyList<Guid> imageIds, ChangeContext context);

    /// <summary>Issues a new job for a failed image.</summary>
    /// <returns><c>Done</c>, or <c>NotFailed</c> when the image is pending or ready.</returns>
    [Alias("retry-image")]
    Task<ProductChange> RetryImageAsync(Guid imageId, ChangeContext context);

    /// <summary>Whether the result of this job would still be recorded. Asked before the work, so that it is not done for nothing.</summary>
    [Alias("wants-image"), AlwaysInterleave, SafeToRepeat, ResponseTimeout("00:00:05")]
    Task<bool> WantsImageAsync(Guid imageId, int generation);

    /// <summary>Records what became of one image. Safe to repeat.</summary>
    /// <param name="imageId">The image, as named by this product.</param>
    /// <param name="generation">The generation the job was issued for; an older one is refused as superseded.</param>
    /// <param name="result">The variants, or the error.</param>
    /// <returns>What the product did with the result; every answer means that the job is done.</returns>
    [Alias("record-image"), SafeToRepeat]
    Task<RecordOutcome> RecordImageAsync(Guid imageId, int generation, ImageResult result);
}
