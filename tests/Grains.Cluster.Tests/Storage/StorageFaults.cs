using System.Collections.Concurrent;

namespace Products.Grains.Cluster.Tests.Storage;

/// <summary>What the storage does when a grain writes next, and how often each grain has read.</summary>
public sealed class StorageFaults
{
    private readonly ConcurrentDictionary<GrainId, Func<Func<Task>, Task>> _faults = new();
    private readonly ConcurrentDictionary<GrainId, int> _reads = new();

    /// <summary>How often the grain has read its state, which each activation does once.</summary>
    public int ReadsOf(IAddressable grain) => _reads.GetValueOrDefault(grain.GetGrainId());

    /// <summary>The next write fails, and stores nothing.</summary>
    public void LoseNextWrite(IAddressable grain) =>
        _faults[grain.GetGrainId()] = _ => Task.FromException(new IOException("The disk is full."));

    /// <summary>The next write stores the state, and fails.</summary>
    public void LoseNextAnswer(IAddressable grain) => _faults[grain.GetGrainId()] = async write =>
    {
        await write();
        throw new IOException("The connection broke before the answer.");
    };

    /// <summary>The next write waits until it is released.</summary>
    public HeldWrite HoldNextWrite(IAddressable grain)
    {
        var held = new HeldWrite();
        _faults[grain.GetGrainId()] = async write =>
        {
            await held.WaitAsync();
            await write();
        };
        return held;
    }

    internal void CountRead(GrainId grain) => _reads.AddOrUpdate(grain, 1, (_, count) => count + 1);

    internal Task WriteAsync(GrainId grain, Func<Task> write) => _faults.TryRemove(grain, out var fault) ? fault(write) : write();
}
