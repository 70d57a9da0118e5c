using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Requests;

/// <summary>Reads a request body as strict JSON (RFC 8259): UTF-8, no duplicate names, no trailing commas, not nested deep.</summary>
/// <remarks>A byte order mark at the start is ignored, as the RFC allows (section 8.1).</remarks>
internal static class JsonBody
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static async Task<JsonDocument> ReadAsync(HttpContext context, IReadOnlyList<string> contentTypes)
    {
        RequireContentType(context.Request, contentTypes);
        var options = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        return Parse(await ReadBytesAsync(context.Request, options.MaxBodyBytes, context.RequestAborted));
    }

    private static readonly string[] NamesOfUtf8 = ["utf-8", "utf8"];

    /// <exception cref="ProblemException">It is not strict JSON.</exception>
    public static JsonDocument Parse(byte[] body)
    {
        var mark = Encoding.UTF8.Preamble;
        ReadOnlyMemory<byte> utf8 = body.AsSpan().StartsWith(mark) ? body.AsMemory(mark.Length) : body;
        if (!Utf8.IsValid(utf8.Span))
        {
            throw Malformed("The body is not valid UTF-8.");
        }

        try
        {
            RequireWholeNames(utf8.Span);
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
    private static void RequireWholeNames(ReadOnlySpan<byte> utf8)
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
            throw Unsupported("Send the body without Content-Encoding.");
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var sent)
            || !contentTypes.Contains(sent.MediaType.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw Unsupported($"Send {string.Join(" or ", contentTypes)}.");
        }

        var charset = HeaderUtilities.RemoveQuotes(sent.Charset);
        if (charset.HasValue && !NamesOfUtf8.Contains(charset.Value, StringComparer.OrdinalIgnoreCase))
        {
            throw Unsupported($"Send the body in UTF-8, not in the charset '{charset}'.");
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

    private static ProblemException Unsupported(string detail) => new(new(ProblemKind.UnsupportedMediaType) { Detail = detail });

    private static ProblemException Malformed(string detail) => new(new(ProblemKind.MalformedRequest) { Detail = detail });
}
