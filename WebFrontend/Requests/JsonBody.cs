using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>Reads a request body as strict JSON (RFC 8259): UTF-8, no duplicate names, no trailing commas, not nested deep.</summary>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static async Task<JsonDocument> ReadAsync(HttpContext context, IReadOnlyList<string> contentTypes)
    {
        RequireContentType(context.Request, contentTypes);
        var options = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        return Parse(await ReadBytesAsync(context.Request, options.MaxBodyBytes, context.RequestAborted));
    }

    /// <exception cref="ProblemException">It is no strict JSON.</exception>
    public static JsonDocument Parse(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw Malformed("The body is not valid UTF-8.");
        }

        try
        {
            RequireWholeNames(utf8);
            return JsonDocument.Parse(utf8, Strict);
        }
        catch (JsonException malformed)
        {
            throw Malformed(malformed.LineNumber is { } line
                ? $"The body is not the JSON that is accepted here (line {line + 1})."
                : "The body names a property twice.");
        }
        catch (InvalidOperationException)
        {
            throw Malformed("A property name has half of a surrogate pair.");
        }
    }

    /// <summary>A name with half a surrogate pair has no text, so nothing could ever name it; values are the fields' affair.</summary>
    private static void RequireWholeNames(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }
    }

    private static void RequireContentType(HttpRequest request, IReadOnlyList<string> contentTypes)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new ProblemException(new(ProblemKind.UnsupportedMediaType) { Detail = "Send the body without Content-Encoding." });
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
            || !contentTypes.Contains(sent.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            || (sent.Charset.HasValue && !sent.Charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw new ProblemException(new(ProblemKind.UnsupportedMediaType) { Detail = $"Send {string.Join(" or ", contentTypes)} in UTF-8." });
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw new ProblemException(new(ProblemKind.BodyTooLarge) { Detail = $"At most {maxBytes} bytes are accepted." });
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ProblemException Malformed(string detail) => new(new(ProblemKind.MalformedRequest) { Detail = detail });
}
