using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Primitives;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.OpenApi;
using Products.WebFrontend.Problems;

namespace Products.WebFrontend.Preconditions;

/// <summary>Makes a POST safe to repeat: the <c>Idempotency-Key</c> header, bare or as a quoted string.</summary>
/// <param name="Value">1 to 255 visible ASCII characters without the quotes; null when the header is absent.</param>
internal sealed record IdempotencyKey(string? Value) : IBindableFromHttpContext<IdempotencyKey>, IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotent-Replayed";

    private const int MaxLength = 255;

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<IdempotencyKey?>(Parse(context.Request.Headers[Header]));

    /// <exception cref="ProblemException">The header is malformed.</exception>
    public static IdempotencyKey Parse(StringValues header)
    {
        if (header.Count == 0)
        {
            return new IdempotencyKey(Value: null);
        }

        var key = header is [['"', .. var quoted, '"']] ? quoted : header[0] ?? "";
        return header.Count == 1 && key.Length is > 0 and <= MaxLength && key.All(c => c is > ' ' and <= '~')
            ? new IdempotencyKey(key)
            : throw new ProblemException(Problem.Of(ProblemKind.MalformedHeader, Header, $"must be one key of 1 to {MaxLength} visible ASCII characters"));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ApiParameter.Header(Header, "A repeat with the same key and body is answered as the first time, with `Idempotent-Replayed: true`."));

    /// <summary>The id of the product that this request creates.</summary>
    public Guid ProductIdFor(Guid userId) => Value is null ? FreshProductId.New() : ProductId.FromIdempotencyKey(userId, Value);

    /// <summary>The key of one item of a batch; a line break stands in no header, so it equals no key of a client's own.</summary>
    public IdempotencyKey OfItem(int index) => Value is null ? this : new IdempotencyKey($"{Value}\n{index}");
}
