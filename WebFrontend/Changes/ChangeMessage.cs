using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Encodings.Web;
using System.Text.Json;
using Products.Grains.Interfaces.Changes;

namespace Products.WebFrontend.Changes;

/// <summary>A change as it is sent; written once for all who listen.</summary>
/// <param name="ChangeSeq">As in <see cref="ProductEvent"/>.</param>
/// <param name="Json">The event in the JSON of the API, in one line.</param>
/// <param name="IsLast">Whether its product can have no more.</param>
internal sealed record ChangeMessage(long ChangeSeq, string Json, bool IsLast)
{
    private const string Nothing = "{}";

    private static readonly ApiJson Writer = new(new JsonSerializerOptions(ApiJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static ChangeMessage Of(ProductEvent change) =>
        new(change.ChangeSeq, JsonSerializer.Serialize(change, Writer.ProductEvent), change.Kind == ChangeKind.Deleted);

    public SseItem<string> ToItem() => Item(Json, "product", ChangeSeq);

    /// <summary>The first word to one who listens from now on.</summary>
    public static SseItem<string> Start(long position) => Item(Nothing, "start", position);

    /// <summary>A sign of life, which tells how far the listener has heard everything.</summary>
    public static SseItem<string> Heartbeat(long position) => Item(Nothing, "heartbeat", position);

    private static SseItem<string> Item(string data, string type, long position) =>
        new(data, type) { EventId = position.ToString(CultureInfo.InvariantCulture) };
}
