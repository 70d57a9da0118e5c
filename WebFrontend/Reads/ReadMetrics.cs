using System.Diagnostics.Metrics;

namespace Products.WebFrontend.Reads;

/// <summary>How products are read, in the meter <c>Products.WebFrontend.Reads</c>.</summary>
internal sealed class ReadMetrics
{
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _drops;

    public ReadMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Products.WebFrontend.Reads");
        _hits = meter.CreateCounter<long>("products.reads.hits", "{read}", "Products read from memory.");
        _misses = meter.CreateCounter<long>("products.reads.misses", "{read}", "Products asked of their grains.");
        _drops = meter.CreateCounter<long>("products.reads.drops", "{product}", "Products that silos told this front end to drop.");
    }

    public void Hit() => _hits.Add(1);

    public void Missed() => _misses.Add(1);

    public void Dropped() => _drops.Add(1);
}
