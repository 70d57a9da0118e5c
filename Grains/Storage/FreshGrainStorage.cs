using Orleans.Storage;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.Storage;

/// <summary>Does not look for what cannot be there: the state of a product whose id was made for the call that activates it.</summary>
/// <remarks>Were the note wrong, nothing would be overwritten: a first write is refused where a row is.</remarks>
public sealed class FreshGrainStorage(IGrainStorage inner) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        FreshProductId.IsThatOf(grainId) ? Task.CompletedTask : inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
