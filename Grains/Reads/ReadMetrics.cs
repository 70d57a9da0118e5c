using System.Diagnostics.Metrics;

namespace Products.Grains.Reads;

/// <summary>What a silo's part of coherent reads does, in the meter <c>Products.Silo.Reads</c>.</summary>
internal sealed class ReadMetrics
{
    private readonly Counter<long> _revocations;

    public ReadMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Products.Silo.Reads");
        _revocations = meter.CreateCounter<long>("products.reads.revocations", "{holding}",
            "Holdings of front ends that a change took back: answered, or waited for until the session was over.");
    }

    public void Revoked(bool answered) => _revocations.Add(1, new KeyValuePair<string, object?>("outcome", answered ? "answered" : "waited"));
}
