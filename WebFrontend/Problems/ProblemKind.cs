namespace Products.WebFrontend.Problems;

/// <summary>A kind of problem that the API answers with; <c>docs/errors.md</c> explains each.</summary>
/// <param name="Slug">Stable; the last segment of the problem's <c>type</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The same for every problem of this kind.</param>
internal sealed record ProblemKind(string Slug, int Status, string Title)
{
    public static readonly ProblemKind MalformedRequest = new("malformed-request", 400, "The request is malformed");
    public static readonly ProblemKind MalformedQuery = new("malformed-query", 400, "The query string is invalid");
    public static readonly ProblemKind MalformedHeader = new("malformed-header", 400, "A header is invalid");
    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "The request needs a valid token");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The token does not allow this");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is nothing here");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here");
    public static readonly ProblemKind RequestTimeout = new("request-timeout", 408, "The request arrived too slowly");
    public static readonly ProblemKind ImageNotFailed = new("image-not-failed", 409, "Only a failed image can be retried");
    public static readonly ProblemKind NothingToReplay = new("nothing-to-replay", 409, "The product or the image is gone");
    public static readonly ProblemKind StaleRevision = new("stale-revision", 412, "The product has changed");
    public static readonly ProblemKind PreconditionFailed = new("precondition-failed", 412, "A condition of the request does not hold");
    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413, "The request body is too large");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not supported");
    public static readonly ProblemKind RangeNotSatisfiable = new("range-not-satisfiable", 416, "The range lies outside of the file");
    public static readonly ProblemKind InvalidFields = new("invalid-fields", 422, "The request has invalid fields");
    public static readonly ProblemKind UnknownUser = new("unknown-user", 422, "The user does not exist");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422, "The key was used for another request");
    public static readonly ProblemKind TooManyImages = new("too-many-images", 422, "The product would have too many images");
    public static readonly ProblemKind WrongOrder = new("wrong-order", 422, "The order must name each image exactly once");
    public static readonly ProblemKind UnknownUpload = new("unknown-upload", 422, "An upload source names no image of this product");
    public static readonly ProblemKind RevisionRequired = new("revision-required", 428, "The request must carry If-Match");
    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429, "There were too many requests");
    public static readonly ProblemKind InternalError = new("internal-error", 500, "The server failed");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The service is unavailable for the moment");

    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        MalformedRequest, MalformedQuery, MalformedHeader, Unauthorized, Forbidden, NotFound, MethodNotAllowed,
        RequestTimeout, ImageNotFailed, NothingToReplay, StaleRevision, PreconditionFailed, BodyTooLarge, UnsupportedMediaType,
        RangeNotSatisfiable, InvalidFields, UnknownUser, IdempotencyKeyReused, TooManyImages, WrongOrder, UnknownUpload,
        RevisionRequired, TooManyRequests, InternalError, Unavailable,
    ];

    /// <summary>The kind for an answer that has nothing but a status: the first with it, or a malformed request.</summary>
    public static ProblemKind OfStatus(int status) =>
        status == PreconditionFailed.Status
            ? PreconditionFailed
            : All.FirstOrDefault(kind => kind.Status == status) ?? (status >= 500 ? InternalError : MalformedRequest);
}
