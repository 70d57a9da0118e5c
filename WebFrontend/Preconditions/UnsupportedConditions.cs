using Microsoft.Net.Http.Headers;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>Refuses a condition (RFC 9110, section 13) that the route does not evaluate: a client would believe that it holds.</summary>
/// <remarks>
/// The RFC has <c>If-Modified-Since</c> and <c>If-Range</c> ignored on what has no date and no ranges, and
/// <c>If-Unmodified-Since</c> beside an <c>If-Match</c> that is evaluated.
/// </remarks>
internal static class UnsupportedConditions
{
    private static readonly string[] Conditions = [HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.IfUnmodifiedSince];

    /// <summary>The routes of the group evaluate the conditions that their parameters name, and no others.</summary>
    public static RouteGroupBuilder RefuseOtherConditions(this RouteGroupBuilder group) =>
        group.WithMetadata(RefusesOtherConditions.Instance);

    public static void UseConditions(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Check(context);
        return next(context);
    });

    /// <summary>Whether the request has a condition that no route evaluates for a read of a product.</summary>
    public static bool AreIn(IHeaderDictionary headers) => headers.IfMatch.Count > 0 || headers.IfUnmodifiedSince.Count > 0;

    private static void Check(HttpContext context)
    {
        var headers = context.Request.Headers;
        if ((headers.IfNoneMatch.Count > 0 || AreIn(headers))
            && context.GetEndpoint()?.Metadata is { } route
            && route.GetMetadata<RefusesOtherConditions>() is not null
            && Array.Find(Conditions, header => headers[header].Count > 0 && !IsEvaluated(header, route, headers)) is { } refused)
        {
            throw new ProblemException(Problem.Of(ProblemKind.MalformedHeader, refused, "is a condition that is not evaluated here"));
        }
    }

    private static bool IsEvaluated(string header, EndpointMetadataCollection route, IHeaderDictionary headers) =>
        route.GetOrderedMetadata<ApiParameter>().Any(parameter => parameter.Name == header)
        || (header == HeaderNames.IfUnmodifiedSince && headers.IfMatch.Count > 0 && IsEvaluated(HeaderNames.IfMatch, route, headers));
}

/// <summary>Endpoint metadata: a condition that no parameter of the route names is refused.</summary>
internal sealed class RefusesOtherConditions
{
    public static RefusesOtherConditions Instance { get; } = new();
}
