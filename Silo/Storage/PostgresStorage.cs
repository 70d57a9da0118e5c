using System.Data.Common;
using Orleans.Storage;

namespace Products.Silo.Storage;

/// <summary>Orleans' ADO.NET grain storage, whose failures can cross the cluster.</summary>
/// <remarks>
/// Orleans hands a failure on to the caller, with the cause inside, and has no way to serialize one of Npgsql's: the caller would
/// hear of that instead. The cause itself is in the silo's log, where Orleans' storage writes it.
/// </remarks>
internal sealed class PostgresStorage(IGrainStorage storage) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TranslateAsync(storage.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        TranslateAsync(storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Grain state is never cleared: a deleted product leaves a tombstone.");

    private static async Task TranslateAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (DbException failure)
        {
            throw DatabaseFailure.Of(failure);
        }
    }
}
