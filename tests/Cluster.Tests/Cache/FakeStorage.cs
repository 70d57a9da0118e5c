using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;
using Products.Grains.Interfaces.Images;
using Products.Grains.Storage;

namespace Products.Cluster.Tests.Cache;

/// <summary>Storage in memory that counts, and waits or fails where it is told to.</summary>
internal sealed class FakeStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<GrainId, (int Version, BinaryData State)> _rows = [];
    private readonly GrainStateSerializer _serializer = new();
    private int _reads;

    public int Reads => _reads;

    /// <summary>Runs when a row has been read and its reader does not have it yet.</summary>
    public Func<Task>? AfterRead { get; set; }

    public Func<Task>? BeforeCommit { get; set; }

    public Func<Task>? AfterCommit { get; set; }

    /// <summary>Stores the first version past the cache.</summary>
    public Task WriteFirstAsync(GrainId grainId, int content) =>
        WriteStateAsync("state", grainId, new GrainState<ImageJob>(CachingSilo.StateOf(content)));

    /// <summary>What is stored, read past the cache.</summary>
    public async Task<GrainState<ImageJob>> StoredAsync(GrainId grainId)
    {
        var state = new GrainState<ImageJob>();
        await ReadStateAsync("state", grainId, state);
        return state;
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Interlocked.Increment(ref _reads);
        var exists = _rows.TryGetValue(grainId, out var row);
        await Run(AfterRead);
        grainState.ETag = exists ? row.Version.ToString(CultureInfo.InvariantCulture) : null;
        grainState.State = exists ? _serializer.Deserialize<T>(row.State) : default!;
        grainState.RecordExists = exists;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Run(BeforeCommit);
        Commit(grainId, grainState);
        await Run(AfterCommit);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    private static Task Run(Func<Task>? hook) => hook?.Invoke() ?? Task.CompletedTask;

    private void Commit<T>(GrainId grainId, IGrainState<T> state)
    {
        lock (_rows)
        {
            var version = _rows.TryGetValue(grainId, out var row) ? row.Version : 0;
            if (int.Parse(state.ETag ?? "0", CultureInfo.InvariantCulture) != version)
            {
                throw new InconsistentStateException($"The version is {version}, not {state.ETag}.");
            }

            _rows[grainId] = (version + 1, _serializer.Serialize(state.State));
            state.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
            state.RecordExists = true;
        }
    }
}
