using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>Which revisions of a product a change accepts, from the <c>If-Match</c> header (RFC 9110, section 13.1.1).</summary>
/// <param name="Revisions">Null accepts any. A weak tag, or one that no product can have, stands for no revision.</param>
internal sealed record IfMatch(IReadOnlyList<long>? Revisions)
{
    /// <exception cref="ProblemException">The header is malformed.</exception>
    public static IfMatch Parse(StringValues header) =>
        new(EntityTags.Parse(HeaderNames.IfMatch, header)?
            .Where(tag => !tag.IsWeak).Select(tag => EntityTags.RevisionOf(tag.Tag)).OfType<long>().ToList());
}
