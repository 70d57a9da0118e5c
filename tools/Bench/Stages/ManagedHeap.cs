using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace Products.Bench.Stages;

/// <summary>The heap of another .NET process, by way of its diagnostics socket.</summary>
internal static class ManagedHeap
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Has the process collect all garbage, twice, because finalizers let go of more.</summary>
    public static async Task<HeapSize> AfterFullCollectionAsync(int processId)
    {
        await CollectAsync(processId);
        return await CollectAsync(processId);
    }

    /// <summary>A session with this keyword begins with a full collection, and the runtime tells what it left.</summary>
    private static async Task<HeapSize> CollectAsync(int processId)
    {
        var provider = new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Informational,
            (long)(ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect));
        using var session = await new DiagnosticsClient(processId).StartEventPipeSessionAsync([provider], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var heap = new TaskCompletionSource<HeapSize>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(() => Read(session.EventStream, heap));
        var size = await heap.Task.WaitAsync(Limit);
        await session.StopAsync(CancellationToken.None);
        await reading;
        return size;
    }

    private static void Read(Stream events, TaskCompletionSource<HeapSize> heap)
    {
        using var source = new EventPipeEventSource(events);
        var full = false;
        source.Clr.GCStart += start => full |= start is { Depth: 2, Reason: GCReason.Induced };
        source.Clr.GCHeapStats += stats =>
        {
            if (full)
            {
                heap.TrySetResult(new(stats.TotalHeapSize, stats.TotalPromoted));
            }
        };
        source.Process();
        heap.TrySetException(new InvalidOperationException("The process ended, or collected nothing."));
    }
}

/// <summary>What a full collection has left.</summary>
/// <param name="Bytes">The heap, with the gaps between objects.</param>
/// <param name="Live">The objects alone, in bytes.</param>
internal readonly record struct HeapSize(long Bytes, long Live);
