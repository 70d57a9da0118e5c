using System.Text.Json;
using System.Text.Json.Serialization;

namespace Products.Hosting.Health;

/// <summary>The JSON of the health pages, the same in every process.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Readiness))]
internal sealed partial class HealthJson : JsonSerializerContext;
