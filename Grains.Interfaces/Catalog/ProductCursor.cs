using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Products.Grains.Interfaces.Catalog;

/// <summary>A place in an ordered list of products: the sort key of the last product seen, with its id as tie-breaker.</summary>
/// <param name="Sort">The order that the key belongs to.</param>
/// <param name="Key">The sort key as text, as the catalogue wrote it.</param>
/// <param name="Id">The product.</param>
[GenerateSerializer, Immutable, Alias("products.product-cursor")]
public sealed record ProductCursor(
    [property: Id(0)] ProductSort Sort,
    [property: Id(1)] string Key,
    [property: Id(2)] Guid Id)
{
    private bool IsWellFormed => Sort switch
    {
        ProductSort.CreatedAt => long.TryParse(Key, CultureInfo.InvariantCulture, out _),
        ProductSort.ProductPrice => decimal.TryParse(Key, CultureInfo.InvariantCulture, out _),
        ProductSort.ProductName => true,
        _ => false,
    };

    /// <summary>Base64url of a JSON array; opaque to clients.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<object[]>([(int)Sort, Key, Id]));

    /// <returns>The cursor, or null when <paramref name="text"/> is none.</returns>
    public static ProductCursor? TryParse(string text)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(text));
            return parts is [var sort, var key, var id]
                && new ProductCursor((ProductSort)sort.GetInt32(), key.GetString() ?? "", id.GetGuid()) is { IsWellFormed: true } cursor
                ? cursor
                : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
