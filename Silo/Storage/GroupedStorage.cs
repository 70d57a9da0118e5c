using System.Diagnostics;
using System.Globalization;
using Orleans.Storage;
using Products.Grains.Interfaces;

namespace Products.Silo.Storage;

/// <summary>Stores the products' states that come together with one statement. Reads, and all other states, are the inner storage's.</summary>
/// <remarks>See docs/decisions/0024-group-commit.md.</remarks>
internal sealed class GroupedStorage(IGrainStorage inner, ProductWriter writer, IGrainStorageSerializer serializer) : IGrainStorage
{
    private const string Products = "product";

    private static readonly ActivitySource Spans = new("Products.Silo");

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        stateName == Products && grainId.TryGetGuidKey(out var id, out _)
            ? WriteProductAsync(stateName, grainId, id, grainState)
            : inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    private async Task WriteProductAsync<T>(string stateName, GrainId grainId, Guid id, IGrainState<T> grainState)
    {
        using var span = Spans.StartActivity("store product");
        var version = string.IsNullOrEmpty(grainState.ETag) ? 0 : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        switch (await writer.WriteAsync(id, version, serializer.Serialize(grainState.State)))
        {
            case WriteOutcome.Stored:
                grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
                grainState.RecordExists = true;
                break;
            case WriteOutcome.Conflict:
                throw new InconsistentStateException($"Version conflict (WriteState): GrainType={stateName} GrainId={grainId} ETag={grainState.ETag}.");
            case WriteOutcome.Replaced:
                throw new GrainUnreachableException("Another silo has taken this silo's grains over; nothing was stored.");
            default:
                await inner.WriteStateAsync(stateName, grainId, grainState);
                break;
        }
    }
}
