using System.Text.Json.Serialization;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Changes;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.Grains.Products;
using Products.Grains.Users;

namespace Products.Grains.Storage;

/// <summary>How grain state and queue messages are written: plain JSON, snake_case, readable by any tool.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(SnakeCaseEnum<ImageStatus>), typeof(SnakeCaseEnum<ImagesStatus>), typeof(SnakeCaseEnum<ChangeKind>)])]
[JsonSerializable(typeof(ProductState))]
[JsonSerializable(typeof(UserState))]
[JsonSerializable(typeof(CreateProduct))]
[JsonSerializable(typeof(ImageJob))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(IReadOnlyList<FailedAttempt>))]
public sealed partial class GrainStateJson : JsonSerializerContext;
