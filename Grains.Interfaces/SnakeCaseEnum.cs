using System.Text.Json;
using System.Text.Json.Serialization;

namespace Products.Grains.Interfaces;

/// <summary>Enum values in JSON: names in snake_case, never numbers.</summary>
public sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
