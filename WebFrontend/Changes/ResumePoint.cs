using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Changes;

/// <summary>The number of the last change that a listener has seen: the <c>Last-Event-ID</c> header, which browsers send when they come back.</summary>
/// <param name="After">Null without the header.</param>
internal sealed record ResumePoint(long? After) : IBindableFromHttpContext<ResumePoint>, IEndpointParameterMetadataProvider
{
    private const string Header = "Last-Event-ID";

    public static ValueTask<ResumePoint?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ResumePoint?>(Parse(context.Request.Headers[Header]));

    /// <exception cref="ProblemException">The header is malformed.</exception>
    public static ResumePoint Parse(StringValues header) => header.Count == 0 ? new(After: null)
        : header.Count == 1 && long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? new(after)
        : throw new ProblemException(Problem.Of(ProblemKind.MalformedHeader, Header, "must be the id of an event"));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ApiParameter.Header(Header, "Goes on after the event with this id, without a gap."));
}
