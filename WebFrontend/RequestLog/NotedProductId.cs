namespace Products.WebFrontend.RequestLog;

/// <summary>The product that a request is about, for its log line.</summary>
internal static class NotedProductId
{
    private static readonly object Key = new();

    /// <summary>Notes a product that the path does not name.</summary>
    public static void NoteProduct(this HttpContext context, Guid id) => context.Items[Key] = id;

    public static Guid? NotedProduct(this HttpContext context) =>
        context.Items[Key] as Guid?
        ?? (context.Request.Path.StartsWithSegments("/products") && Guid.TryParse(context.GetRouteValue("id") as string, out var id) ? id : null);
}
