using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Access;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>Under which condition a change of a product applies: <c>If-Match</c>, then <c>If-None-Match</c> (RFC 9110, 13.2.2).</summary>
internal sealed record ChangeCondition(IfMatch IfMatch, IfNoneMatch IfNoneMatch)
    : IBindableFromHttpContext<ChangeCondition>, IEndpointParameterMetadataProvider
{
    /// <summary>The condition for the grain, with the trace of this request and the user of its token.</summary>
    public ChangeContext Context => new()
    {
        Revisions = IfMatch.Revisions,
        ExcludesEveryRevision = IfNoneMatch.Any,
        ExcludedRevisions = IfNoneMatch.Revisions,
        TraceParent = Activity.Current?.Id,
        UserId = UserId,
    };

    private Guid? UserId { get; init; }

    public static ValueTask<ChangeCondition?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var headers = context.Request.Headers;
        var required = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequireIfMatch;
        if (headers.IfMatch.Count == 0 && required)
        {
            throw new ProblemException(Problem.Of(ProblemKind.RevisionRequired, HeaderNames.IfMatch, "is required"));
        }

        var condition = new ChangeCondition(IfMatch.Parse(headers.IfMatch), IfNoneMatch.Parse(headers.IfNoneMatch));
        return ValueTask.FromResult<ChangeCondition?>(condition with { UserId = Caller.Of(context)?.UserId });
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(ApiParameter.Header(
            HeaderNames.IfMatch, "Changes the product only if its ETag is one of these, or `*`; else 412."));
        builder.Metadata.Add(ApiParameter.Header(
            HeaderNames.IfNoneMatch, "Does not change the product if its ETag is one of these, or `*`: 412."));
    }
}
