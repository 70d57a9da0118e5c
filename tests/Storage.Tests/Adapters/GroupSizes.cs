using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Products.Storage.Tests.Adapters;

/// <summary>How many products each statement of one silo's storage stored.</summary>
public sealed class GroupSizes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<int> _sizes = [];

    public GroupSizes(StorageAdapter adapter)
    {
        var meters = adapter.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "products.writes.group_size" && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((_, size, _, _) => _sizes.Enqueue(size));
        _listener.Start();
    }

    public IReadOnlyList<int> Seen => [.. _sizes];

    public void Dispose() => _listener.Dispose();
}
