using Orleans.Storage;

namespace Products.Standalone.Storage;

/// <summary>Orleans' ADO.NET grain storage, with its writes in the queue of the database's one writer.</summary>
internal sealed class OneWriterStorage(IGrainStorage storage, Database database) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => database.WriteAsync(() => Task.Run(async () =>
    {
        await storage.WriteStateAsync(stateName, grainId, grainState);
        return true;
    }));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Grain state is never cleared: a deleted product leaves a tombstone.");
}
