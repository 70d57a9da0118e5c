namespace Products.WebFrontend.Reads;

/// <summary>Writes a product, which came as bytes, to a response.</summary>
internal static class ProductBody
{
    public const string MediaType = "application/json";

    private const string ContentType = MediaType + "; charset=utf-8";

    public static Task WriteAsync(HttpContext context, byte[] body)
    {
        var response = context.Response;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : WriteBytesAsync(response, body);
    }

    /// <summary>As a rule it is done at once, and then allocates nothing.</summary>
    private static async Task WriteBytesAsync(HttpResponse response, byte[] body) => await response.BodyWriter.WriteAsync(body);
}
