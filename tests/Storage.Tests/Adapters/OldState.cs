using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Products.Grains.Storage;

namespace Products.Storage.Tests.Adapters;

/// <summary>A product as versions stored it that put names in lower case.</summary>
internal sealed record OldState(Guid Id, string Json)
{
    private static readonly JsonSerializerOptions AsStored = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static OldState Of(Guid user, string name)
    {
        var state = States.New(user, name, 12.50m, "https://example.com/a");
        var json = JsonNode.Parse(new GrainStateSerializer().Serialize(state).ToString())!;
        json["search_name"] = name.ToLowerInvariant();
        return new OldState(state.Id, json.ToJsonString(AsStored));
    }
}
