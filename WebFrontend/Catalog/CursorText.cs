using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Catalog;

namespace Products.WebFrontend.Catalog;

/// <summary>A place in a list of products as clients get it.</summary>
/// <remarks>
/// Base64url of a JSON array, opaque to clients: a digest of the order and the filters, and the sort key and the id of the last
/// product.
/// </remarks>
internal static class CursorText
{
    private const int DigestLength = 12;

    public static string Of(ProductQuery query, ProductCursor cursor)
    {
        string[] parts = [DigestOf(query), cursor.Key, cursor.Id.ToString()];
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(parts, CursorJson.Default.StringArray));
    }

    /// <returns>The place; null when <paramref name="text"/> is not a cursor of a list in this order with these filters.</returns>
    public static ProductCursor? Read(string text, ProductQuery query)
    {
        try
        {
            var parts = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), CursorJson.Default.StringArray);
            return parts is [var digest, { } key, var id]
                && digest == DigestOf(query)
                && Uuid.TryParse(id, out var product)
                && new ProductCursor(query.Sort, key, product) is { IsWellFormed: true } cursor
                ? cursor
                : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Filters that are not used take no part, so that a later version may have more of them.</summary>
    private static string DigestOf(ProductQuery query)
    {
        var filters = query with { After = null, Limit = 0, MinPrice = Plain(query.MinPrice), MaxPrice = Plain(query.MaxPrice) };
        var json = JsonSerializer.SerializeToUtf8Bytes(filters, CursorJson.Default.ProductQuery);
        return Base64Url.EncodeToString(SHA256.HashData(json).AsSpan(0, DigestLength));
    }

    /// <returns>The price without zeros at its end: 10.00 and 10 are one filter.</returns>
    private static decimal? Plain(decimal? price) => price / 1.0000000000000000000000000000m;
}

/// <summary>The JSON inside of cursors.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProductQuery))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class CursorJson : JsonSerializerContext;
