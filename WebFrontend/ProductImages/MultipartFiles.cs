using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Products.WebFrontend.Problems;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.ProductImages;

/// <summary>
/// The files of a <c>multipart/form-data</c> request (RFC 7578). Each part with a file name is a file, whatever its field
/// is called, and so is each field <c>file</c>, whose name the RFC only recommends; an <c>alt_text</c> field belongs to the
/// file that follows it; any other field is an error.
/// </summary>
internal static class MultipartFiles
{
    public const string ContentType = "multipart/form-data";
    public const string FileField = "file";
    public const string AltTextField = "alt_text";

    private const string NotAFile = $"is not a field of this request; a file needs a file name, or the field name '{FileField}'";
    private const int MaxBoundaryLength = 70;

    public static bool AreIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ProblemException">The request is no such form.</exception>
    public static async IAsyncEnumerable<UploadedFile> ReadAsync(
        HttpRequest request, int maxAltText, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(BoundaryOf(request), request.Body);
        string? altText = null;
        while (await NextAsync(reader, cancellationToken) is { } section)
        {
            var part = PartOf(section);
            var field = HeaderUtilities.RemoveQuotes(part.Name).ToString();
            if (part.IsFileDisposition() || field == FileField)
            {
                yield return new UploadedFile(field, altText, section.Body);
                altText = null;
                continue;
            }

            altText = field == AltTextField && altText is null
                ? await ReadTextAsync(section.Body, maxAltText, cancellationToken)
                : throw Invalid(field, altText is null ? NotAFile : "must be followed by its file");
        }

        if (altText is not null)
        {
            throw Invalid(AltTextField, "must be followed by its file");
        }
    }

    private static string BoundaryOf(HttpRequest request)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary);
        return boundary.Length is > 0 and <= MaxBoundaryLength ? boundary.ToString() : throw Malformed();
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception malformed) when (malformed is InvalidDataException or IOException and not BadHttpRequestException
            && !cancellationToken.IsCancellationRequested)
        {
            throw Malformed();
        }
    }

    private static ContentDispositionHeaderValue PartOf(MultipartSection section) =>
        ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var part) && part.DispositionType == "form-data" && part.Name.HasValue
            ? part
            : throw Malformed();

    private static async Task<string> ReadTextAsync(Stream body, int maxLength, CancellationToken cancellationToken)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(maxLength) + 1];
        await using var content = new UploadStream(body, bytes.Length, AltTextField);
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (!System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, read)))
        {
            throw Invalid(AltTextField, "must be valid UTF-8");
        }

        var text = Encoding.UTF8.GetString(bytes, 0, read);
        return TextRule.ErrorIn(text, 0, maxLength) is { } error ? throw Invalid(AltTextField, error) : text;
    }

    public static ProblemException Malformed() =>
        new(new(ProblemKind.MalformedRequest) { Detail = "The body is not well-formed multipart/form-data." });

    private static ProblemException Invalid(string field, string error) => new(Problem.Of(ProblemKind.InvalidFields, field, error));
}
