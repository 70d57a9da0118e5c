using Orleans.Storage;

namespace Products.Standalone.Storage;

/// <summary>Orleans' ADO.NET grain storage twice: reads on connections of their own, writes on that of the database's one writer.</summary>
internal sealed class OneWriterStorage(IGrainStorage reads, IGrainStorage writes, Writer writer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        reads.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => writer.RunAsync(async _ =>
    {
        await writes.WriteStateAsync(stateName, grainId, grainState);
        return true;
    });

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Grain state is never cleared: a deleted product leaves a tombstone.");
}
