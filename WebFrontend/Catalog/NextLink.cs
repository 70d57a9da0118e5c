using Microsoft.AspNetCore.Http.Extensions;

namespace Products.WebFrontend.Catalog;

/// <summary>The <c>Link</c> header to the next page (RFC 8288): the same request with another cursor.</summary>
internal static class NextLink
{
    public const string Cursor = "cursor";

    /// <param name="context">The request for this page.</param>
    /// <param name="cursor">Null on the last page, which has no link.</param>
    public static void Add(HttpContext context, string? cursor)
    {
        if (cursor is not null)
        {
            context.Response.Headers.Link = $"<{Of(context.Request, cursor)}>; rel=\"next\"";
        }
    }

    /// <summary>Relative to the origin, so that it holds behind any proxy.</summary>
    public static string Of(HttpRequest request, string cursor)
    {
        var kept = request.Query.Where(parameter => !parameter.Key.Equals(Cursor, StringComparison.OrdinalIgnoreCase));
        var query = new QueryBuilder(kept) { { Cursor, cursor } };
        return request.PathBase.Add(request.Path).ToUriComponent() + query;
    }
}
