using Products.Grains.Interfaces.Products;

namespace Products.WebFrontend.Problems;

/// <summary>The one place that says which answer stands for which refusal of a product.</summary>
internal static class ChangeProblem
{
    public static bool Succeeded(this ChangeStatus status) => status is ChangeStatus.Done or ChangeStatus.Replayed;

    /// <summary>What is asked for is the owner's alone to do.</summary>
    public static Problem NotOwner() => new(ProblemKind.Forbidden) { Detail = "The product belongs to another user." };

    /// <param name="status">Anything but success.</param>
    /// <param name="revision">The current revision, for a condition that does not hold.</param>
    public static Problem Of(ChangeStatus status, long revision = 0) => status switch
    {
        ChangeStatus.NotFound => Problem.NotFound("product"),
        ChangeStatus.ImageNotFound => Problem.NotFound("image"),
        ChangeStatus.Stale => new(ProblemKind.StaleRevision) { Detail = $"The current revision is {revision}.", Revision = revision },
        ChangeStatus.Excluded => new(ProblemKind.PreconditionFailed)
        {
            Detail = $"If-None-Match names the current revision, {revision}, or any.",
            Revision = revision,
        },
        ChangeStatus.UnknownUser => Problem.Of(ProblemKind.UnknownUser, "user_id", "names no user"),
        ChangeStatus.KeyReused => Problem.Of(ProblemKind.IdempotencyKeyReused, "Idempotency-Key", "was used for a request with another body"),
        ChangeStatus.TooManyImages => Problem.Of(ProblemKind.TooManyImages, "product_images", "would be too many"),
        ChangeStatus.NotFailed => new(ProblemKind.ImageNotFailed),
        ChangeStatus.WrongOrder => Problem.Of(ProblemKind.WrongOrder, "image_ids", "must name each image of the product exactly once"),
        ChangeStatus.UnknownUpload => Problem.Of(ProblemKind.UnknownUpload, "product_images", "has an upload: source that names no image of this product"),
        ChangeStatus.NotOwner => NotOwner(),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "is no refusal"),
    };
}
