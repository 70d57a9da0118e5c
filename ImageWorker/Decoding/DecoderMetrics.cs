using System.Diagnostics.Metrics;
using Products.ImageWorker.Figures;

namespace Products.ImageWorker.Decoding;

/// <summary>Metrics of the decoder processes, in the meter <c>Products.ImageWorker</c>.</summary>
internal sealed class DecoderMetrics
{
    private readonly Counter<long> _ended = Step.Meter.CreateCounter<long>(
        "products.images.decoders.ended", "{process}", "Decoder processes that ended on an image, by the image's error code.");

    private readonly Gauge<int> _confined = Step.Meter.CreateGauge<int>(
        "products.images.decoders.confined",
        description: "1 when the decoder process that started last is fully confined, else 0.");

    public void Started(bool isConfined) => _confined.Record(isConfined ? 1 : 0);

    public void Ended(string code) => _ended.Add(1, new KeyValuePair<string, object?>("error.type", code));
}
