using Products.Grains.Interfaces;

namespace Products.WebFrontend.RequestLog;

/// <summary>The product that a request is about, for its log line.</summary>
internal static class NotedProductId
{
    private static readonly object Key = new();

    /// <summary>Notes a product that the path does not name.</summary>
    public static void NoteProduct(this HttpContext context, Guid id) => context.Items[Key] = id;

    /// <param name="context">The request.</param>
    /// <param name="route">The values of the path that was matched; a failure takes them from the request.</param>
    public static Guid? NotedProduct(this HttpContext context, RouteValueDictionary route) =>
        context.Items[Key] as Guid?
        ?? (context.Request.Path.StartsWithSegments("/products") && Uuid.TryParse(route["id"] as string, out var id) ? id : null);
}
