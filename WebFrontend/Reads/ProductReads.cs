using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using BitFaster.Caching.Lru;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Products;
using Products.Grains.Interfaces.Reads;

namespace Products.WebFrontend.Reads;

/// <summary>Reads products: from this process's memory as long as the silo would say the same, and else from their grains.</summary>
/// <remarks>Why no read is older than an acknowledged write is told in docs/architecture.md.</remarks>
internal sealed class ProductReads(IGrainFactory grains, SiloSessions sessions, ReadMetrics metrics, IOptions<ReadOptions> options) : BackgroundService, IReadHolder
{
    /// <summary>In bytes; a typical product with three images has 3,000. Larger ones are asked for each time, or a few clients could fill the memory.</summary>
    private const int LargestBody = 32_768;

    private readonly ConcurrentLru<Guid, KeptProduct> _kept = new(options.Value.MaxEntries);
    private readonly ConcurrentDictionary<Guid, Flight> _flights = new();
    private readonly bool _enabled = options.Value.Enabled;

    /// <summary>How many products are kept, with those whose session has lapsed.</summary>
    public int Count => _kept.Count;

    public bool TryGet(Guid id, [NotNullWhen(true)] out KeptProduct? kept)
    {
        if (_kept.TryGet(id, out kept) && kept.IsValid)
        {
            metrics.Hit();
            return true;
        }

        return false;
    }

    /// <returns>Null when there is no such product; that is never remembered.</returns>
    public ValueTask<KeptProduct?> ReadAsync(Guid id) => TryGet(id, out var kept) ? new(kept) : new(_enabled ? ShareAsync(id) : AskAsync(id));

    /// <summary>Returns once no image is pending, the time is up, or nobody waits any more.</summary>
    public async Task WaitForImagesAsync(Guid id, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IProductGrain>(id).WaitForImagesAsync(time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Whoever asks from now on gets what follows the change; who has asked already may get what was before.</summary>
    public Task DropAsync(Guid productId)
    {
        if (_flights.TryRemove(productId, out var flight))
        {
            flight.Void();
        }

        _kept.TryRemove(productId);
        metrics.Dropped();
        return Task.CompletedTask;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(() => Count);
        return _enabled ? sessions.KeepAsync(this, stoppingToken) : Task.CompletedTask;
    }

    /// <summary>The first to want a product asks for it; the others get its answer if that may be kept, so that it was true when they came.</summary>
    private async Task<KeptProduct?> ShareAsync(Guid id)
    {
        var own = new Flight();
        var flight = _flights.GetOrAdd(id, own);
        return flight == own ? await FlyAsync(id, own)
            : await flight.Landed is { IsValid: true } kept ? kept // looked at again: this process may have halted since it was kept
            : await AskAsync(id);
    }

    private async Task<KeptProduct?> FlyAsync(Guid id, Flight flight)
    {
        KeptProduct? kept = null;
        try
        {
            var read = await AskAsync(id);
            kept = flight.Keep(read, product => _kept.AddOrUpdate(id, product));
            return read;
        }
        finally
        {
            _flights.TryRemove(new(id, flight));
            flight.Land(kept);
        }
    }

    private async Task<KeptProduct?> AskAsync(Guid id)
    {
        metrics.Missed();
        var reading = await grains.GetGrain<IProductGrain>(id).ReadAsync(sessions.Holder);
        return reading is null ? null : new KeptProduct(reading, _enabled && reading.Body.Length <= LargestBody ? sessions.Find(reading.Silo, reading.Session) : null);
    }
}
