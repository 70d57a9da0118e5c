using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>Which revisions the client has already, from the <c>If-None-Match</c> header (RFC 9110, section 13.1.2).</summary>
/// <param name="Any">Whether the header is <c>*</c>.</param>
/// <param name="Tags">The opaque tags, in quotes; weak and strong ones compare alike here.</param>
internal sealed record IfNoneMatch(bool Any, IReadOnlyList<string> Tags)
    : IBindableFromHttpContext<IfNoneMatch>, IEndpointParameterMetadataProvider
{
    /// <summary>The revisions that the tags stand for.</summary>
    public IReadOnlyList<long> Revisions => Tags.Select(tag => EntityTags.RevisionOf(tag)).OfType<long>().ToList();

    public bool Matches(long revision) => Any || (Tags.Count > 0 && Tags.Contains(EntityTags.Of(revision)));

    public static ValueTask<IfNoneMatch?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<IfNoneMatch?>(Parse(context.Request.Headers.IfNoneMatch));

    /// <exception cref="ProblemException">The header is malformed.</exception>
    public static IfNoneMatch Parse(StringValues header)
    {
        var tags = EntityTags.Parse(HeaderNames.IfNoneMatch, header);
        return new(tags is null && header.Count > 0, [.. (tags ?? []).Select(tag => tag.Tag.ToString())]);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ApiParameter.Header(HeaderNames.IfNoneMatch, "Answers 304 if the ETag is one of these."));
}
