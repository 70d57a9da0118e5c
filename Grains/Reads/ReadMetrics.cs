using System.Diagnostics.Metrics;

namespace Products.Grains.Reads;

/// <summary>What a silo's part of coherent reads does, in the meter <c>Products.Silo.Reads</c>.</summary>
internal sealed class ReadMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _revocations;

    public ReadMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Products.Silo.Reads");
        _revocations = _meter.CreateCounter<long>("products.reads.revocations", "{holding}",
            "Holdings of front ends that a change took back: answered, or waited for until the session was over.");
    }

    /// <param name="sessions">How many front ends have a session with this silo.</param>
    public void Observe(Func<int> sessions) => _meter.CreateObservableGauge("products.reads.sessions", sessions, "{session}", "Front ends that read from this silo.");

    public void Revoked(bool answered) => _revocations.Add(1, new KeyValuePair<string, object?>("outcome", answered ? "answered" : "waited"));
}
