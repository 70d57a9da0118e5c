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
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : Write(response, body);
    }

    private static Task Write(HttpResponse response, byte[] body)
    {
        var written = response.BodyWriter.WriteAsync(body);
        if (!written.IsCompletedSuccessfully)
        {
            return written.AsTask();
        }

        _ = written.Result;
        return Task.CompletedTask;
    }
}
