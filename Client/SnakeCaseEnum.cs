using System.Text.Json;
using System.Text.Json.Serialization;

namespace Products.Client;

/// <summary>The words of an enum as the API writes them: <c>image_ready</c> for <c>ImageReady</c>.</summary>
public sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
