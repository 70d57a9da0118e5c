using Products.WebFrontend.RequestLog;

namespace Products.WebFrontend.Problems;

/// <summary>An answer that says why the request was not carried out. Always problem+json, whatever the client accepts.</summary>
/// <param name="kind">What kind of problem.</param>
internal sealed class Problem(ProblemKind kind) : IResult
{
    private const string ContentType = "application/problem+json";
    private const string SecondsToRetry = "2";

    public ProblemKind Kind => kind;

    public int Status { get; init; } = kind.Status;

    public string? Detail { get; init; }

    public long? Revision { get; init; }

    public FieldErrors? Errors { get; init; }

    public static Problem NotFound(string what) => new(ProblemKind.NotFound) { Detail = $"There is no such {what}." };

    /// <summary>A problem with one field.</summary>
    public static Problem Of(ProblemKind kind, string field, string error) =>
        new(kind) { Detail = $"'{field}' {error}.", Errors = new FieldErrors().Add(field, error) };

    public ProblemDocument ToDocument(HttpContext context) => new()
    {
        Type = "/problems/" + kind.Slug,
        Title = kind.Title,
        Status = Status,
        Detail = Detail,
        TraceId = RequestTrace.IdOf(context),
        Revision = Revision,
        Errors = Errors?.ByField,
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = SecondsToRetry;
        }

        return response.WriteAsJsonAsync(ToDocument(httpContext), ApiJson.Default.ProblemDocument, ContentType, httpContext.RequestAborted);
    }
}
