using System.Diagnostics.Metrics;

namespace Products.WebFrontend.Reads;

/// <summary>How products are read, in the meter <c>Products.WebFrontend.Reads</c>.</summary>
internal sealed class ReadMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _drops;

    public ReadMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Products.WebFrontend.Reads");
        _hits = _meter.CreateCounter<long>("products.reads.hits", "{read}", "Products read from memory.");
        _misses = _meter.CreateCounter<long>("products.reads.misses", "{read}", "Products asked of their grains.");
        _drops = _meter.CreateCounter<long>("products.reads.drops", "{product}", "Products that silos told this front end to drop.");
    }

    /// <param name="entries">How many products are kept.</param>
    public void Observe(Func<int> entries) => _meter.CreateObservableGauge("products.reads.entries", entries, "{product}", "Products in memory.");

    public void Hit() => _hits.Add(1);

    public void Missed() => _misses.Add(1);

    public void Dropped() => _drops.Add(1);
}
