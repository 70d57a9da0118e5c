using System.Text.Encodings.Web;
using System.Text.Json;
using Orleans.Storage;

namespace Products.Grains.Storage;

/// <summary>Writes grain state as plain JSON, by source-generated code.</summary>
public sealed class GrainStateSerializer : IGrainStorageSerializer
{
    private static readonly GrainStateJson Json = new(new JsonSerializerOptions(GrainStateJson.Default.Options)
    {
        // The JSON goes to a database column, never into a page: text stays legible and short.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public BinaryData Serialize<T>(T? input) =>
        new(JsonSerializer.SerializeToUtf8Bytes(input, Json.GetTypeInfo(typeof(T))!));

    public T Deserialize<T>(BinaryData input) =>
        (T)JsonSerializer.Deserialize(input, Json.GetTypeInfo(typeof(T))!)!;
}
