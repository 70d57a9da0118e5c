using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Changes;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Users;
using Products.WebFrontend.Catalog;
using Products.WebFrontend.Changes;
using Products.WebFrontend.DeadLetters;
using Products.Hosting.Health;
using Products.WebFrontend.Problems;
using Products.WebFrontend.ProductImages;
using Products.WebFrontend.Products;
using Products.WebFrontend.Users;

namespace Products.WebFrontend;

/// <summary>The JSON of the API: snake_case names and enum values, decimals as numbers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(SnakeCaseEnum<ImageStatus>), typeof(SnakeCaseEnum<ImagesStatus>), typeof(SnakeCaseEnum<ChangeKind>)])]
[JsonSerializable(typeof(Product))]
[JsonSerializable(typeof(ProductImage))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(ProductEvent))]
[JsonSerializable(typeof(ChangeList))]
[JsonSerializable(typeof(ProductList))]
[JsonSerializable(typeof(ImageList))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(DeadLetterList))]
[JsonSerializable(typeof(ReplayCount))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(CreateUserRequest))]
[JsonSerializable(typeof(CreateProductRequest))]
[JsonSerializable(typeof(ReplaceProductRequest))]
[JsonSerializable(typeof(PatchProductRequest))]
[JsonSerializable(typeof(CreateProductsRequest))]
[JsonSerializable(typeof(AddImageRequest))]
[JsonSerializable(typeof(DescribeImageRequest))]
[JsonSerializable(typeof(OrderImagesRequest))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Makes the results of all routes, and the API document, use this JSON.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new SnakeCaseEnum<ImageStatus>());
        options.Converters.Add(new SnakeCaseEnum<ImagesStatus>());
        options.Converters.Add(new SnakeCaseEnum<ChangeKind>());
    }
}
