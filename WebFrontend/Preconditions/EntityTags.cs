using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>The entity tags of products (RFC 9110, section 8.8.3): the revision in quotes, always strong.</summary>
internal static class EntityTags
{
    public static string Of(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    /// <returns>The revision whose tag this is, in quotes; null when no product can have it.</returns>
    public static long? RevisionOf(StringSegment tag) =>
        long.TryParse(tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && Of(revision) == tag
            ? revision
            : null;

    /// <summary>Reads a list of entity tags, or <c>*</c> on its own.</summary>
    /// <returns>The tags; null when the header is absent or any tag will do.</returns>
    /// <exception cref="ProblemException">The header is neither.</exception>
    public static IList<EntityTagHeaderValue>? Parse(string header, StringValues values)
    {
        if (values.Count == 0 || values is ["*"])
        {
            return null;
        }

        return EntityTagHeaderValue.TryParseStrictList(values.ToArray()!, out var tags)
            && tags.Count > 0
            && tags.All(tag => tag.Tag != "*")
                ? tags
                : throw new ProblemException(Problem.Of(ProblemKind.MalformedHeader, header, "must be * or a list of entity tags such as \"3\""));
    }
}
