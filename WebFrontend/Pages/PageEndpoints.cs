using Microsoft.AspNetCore.Http.HttpResults;
using Products.Hosting.Cluster;
using Products.WebFrontend.Access;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Pages;

/// <summary>The web pages: plain HTML, styles and scripts, which use the API as any other client does.</summary>
/// <remarks>They are open to everybody; the data behind them is not.</remarks>
internal static class PageEndpoints
{
    /// <summary>Scripts and styles are files of the pages, never text in them; pictures may be anywhere, for a product names its own.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https: http:; connect-src 'self'; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Kept by browsers, and asked for each time: an upgrade is seen at once, and no file of it meets one of before.</summary>
    private const string AskAgain = "no-cache";

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var files = PageFile.ReadAll();
        var pages = routes.MapGroup("").ForEverybody().WithoutSilo().ExcludeFromDescription().DisableRateLimiting();

        Map("/", "catalogue.html");
        Map("/ui/new", "product.html");
        Map("/ui/products/{id:guid}", "product.html");
        Map("/ui/operator", "operator.html");
        pages.MapMethods("/ui/{**file}", Reads, (string? file, HttpContext context) => Send(files.GetValueOrDefault(file ?? ""), context));

        void Map(string path, string name) => pages.MapMethods(path, Reads, (HttpContext context) => Send(files[name], context));
    }

    private static Results<FileContentHttpResult, Problem> Send(PageFile? file, HttpContext context)
    {
        if (file is null)
        {
            return Problem.NotFound("page");
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = AskAgain;
        headers.Vary = "Accept-Encoding";
        var compressed = TakesBrotli(context.Request);
        if (compressed)
        {
            headers.ContentEncoding = "br";
        }

        return TypedResults.Bytes(compressed ? file.Brotli : file.Plain, file.ContentType, entityTag: file.ETag);
    }

    private static bool TakesBrotli(HttpRequest request) => request.Headers.AcceptEncoding.ToString()
        .Split(',', StringSplitOptions.TrimEntries).Contains("br", StringComparer.OrdinalIgnoreCase);
}
