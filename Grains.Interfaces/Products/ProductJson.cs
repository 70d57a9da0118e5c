using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Products.Grains.Interfaces.Images;

namespace Products.Grains.Interfaces.Products;

/// <summary>A product in the JSON of the API. The grain writes it once for each revision, and front ends hand the bytes on.</summary>
public static class ProductJson
{
    private static readonly ProductJsonContext Json = new(new JsonSerializerOptions(ProductJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <returns>UTF-8.</returns>
    public static byte[] Write(Product product) => JsonSerializer.SerializeToUtf8Bytes(product, Json.Product);

    /// <param name="body">What <see cref="Write"/> returned.</param>
    public static Product Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, Json.Product)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(SnakeCaseEnum<ImageStatus>), typeof(SnakeCaseEnum<ImagesStatus>)])]
[JsonSerializable(typeof(Product))]
internal sealed partial class ProductJsonContext : JsonSerializerContext;
