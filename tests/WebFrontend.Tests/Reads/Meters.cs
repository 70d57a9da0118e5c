using System.Diagnostics.Metrics;

namespace Products.WebFrontend.Tests.Reads;

internal sealed class Meters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
