using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Access;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>Which revisions of a product a change accepts, from the <c>If-Match</c> header (RFC 9110, section 13.1.1).</summary>
/// <param name="Revisions">Null accepts any. A weak tag, or one that no product can have, stands for no revision.</param>
internal sealed record IfMatch(IReadOnlyList<long>? Revisions) : IBindableFromHttpContext<IfMatch>, IEndpointParameterMetadataProvider
{
    /// <summary>The condition for the grain, with the trace of this request and the user of its token.</summary>
    public ChangeContext Context => new() { Revisions = Revisions, TraceParent = Activity.Current?.Id, UserId = UserId };

    private Guid? UserId { get; init; }

    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var header = context.Request.Headers.IfMatch;
        var required = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequireIfMatch;
        return header.Count == 0 && required
            ? throw new ProblemException(Problem.Of(ProblemKind.RevisionRequired, HeaderNames.IfMatch, "is required"))
            : ValueTask.FromResult<IfMatch?>(Parse(header) with { UserId = Caller.Of(context)?.UserId });
    }

    /// <exception cref="ProblemException">The header is malformed.</exception>
    public static IfMatch Parse(StringValues header) =>
        new(EntityTags.Parse(HeaderNames.IfMatch, header)?.Select(RevisionOf).OfType<long>().ToList());

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ApiParameter.Header(HeaderNames.IfMatch, "Changes the product only if its ETag is one of these, or `*`; else 412."));

    private static long? RevisionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak
        && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
        && EntityTags.Of(revision) == tag.Tag
            ? revision
            : null;
}
