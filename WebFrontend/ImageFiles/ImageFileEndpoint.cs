using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Products.Hosting.Cluster;
using Products.Hosting.ImageStore;
using Products.WebFrontend.Access;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.ImageFiles;

/// <summary>The stored pictures. A key is derived from its content, so what it names never changes.</summary>
internal static partial class ImageFileEndpoint
{
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string Inert = "default-src 'none'; sandbox";

    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        ["webp"] = "image/webp",
        ["avif"] = "image/avif",
    };

    public static void MapImageFiles(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup("/images").WithTags("Image files").ForEverybody().WithoutSilo();

        images.MapGet("/{**key}", GetImageFile).WithSummary("Read a stored picture, or a range of its bytes")
            .Produces<Stream>(200, "image/webp", "image/avif").Produces<Stream>(206, "image/webp", "image/avif").Produces(304);
        images.MapMethods("/{**key}", [HttpMethods.Head], GetImageFile).WithSummary("Look whether a picture is stored").Produces(200).Produces(304);
    }

    private static async Task<Results<FileStreamHttpResult, Problem>> GetImageFile(string? key, IImageStore store, HttpContext context)
    {
        if (VariantKey().Match(key ?? "") is not { Success: true } match || await store.OpenAsync(key!, context.RequestAborted) is not { } picture)
        {
            return Problem.NotFound("picture");
        }

        context.Response.Headers.CacheControl = ForEver;
        context.Response.Headers.ContentSecurityPolicy = Inert;
        var tag = new EntityTagHeaderValue($"\"{match.Groups["hash"].Value}-{match.Groups["file"].Value}\"");
        return TypedResults.Stream(picture, ContentTypes[match.Groups["format"].Value], entityTag: tag, enableRangeProcessing: true);
    }

    /// <summary>What <c>ImageKey.Variant</c> makes, and nothing else: an original is never served.</summary>
    [GeneratedRegex(@"^[0-9a-f]{32}/[0-9a-f]{32}/(?<hash>[0-9a-f]{1,128})/(?<file>[a-z0-9\-]{1,64}\.(?<format>webp|avif))\z")]
    private static partial Regex VariantKey();
}
