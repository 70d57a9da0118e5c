using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Products.Grains.Cluster.Tests.Storage;

/// <summary>The storage that the silo has registered, behind <see cref="StorageFaults"/>.</summary>
internal sealed class FaultyStorage(IGrainStorage inner, StorageFaults faults) : IGrainStorage
{
    private const string Default = "Default";

    /// <summary>Takes the place of the silo's default storage, which must be registered before.</summary>
    public static void Replace(IServiceCollection services, StorageFaults faults)
    {
        var inner = services.Last(service =>
            service is { IsKeyedService: true, ServiceKey: Default } && service.ServiceType == typeof(IGrainStorage));
        services.AddKeyedSingleton<IGrainStorage>(Default, (provider, key) =>
            new FaultyStorage((IGrainStorage)inner.KeyedImplementationFactory!(provider, key), faults));
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        faults.CountRead(grainId);
        return inner.ReadStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Writes a copy, so that the grain learns the new version only from an answer.</summary>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var copy = new GrainState<T>(grainState.State, grainState.ETag) { RecordExists = grainState.RecordExists };
        await faults.WriteAsync(grainId, () => inner.WriteStateAsync(stateName, grainId, copy));
        (grainState.ETag, grainState.RecordExists) = (copy.ETag, copy.RecordExists);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
