using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Products.ImageWorker.Decoding;

namespace Products.ImageWorker.Tests.Decoding;

/// <summary>Decoder processes for tests.</summary>
internal static class Decoders
{
    /// <summary>Those of all tests that need no limits of their own. They end with this process, which closes their input.</summary>
    public static DecoderPool Shared { get; } = New(new ImageOptions());

    /// <summary>Processes that do what an image says: see <c>tests/HostileDecoder</c>.</summary>
    public static DecoderPool Hostile(ImageOptions options) => New(options, "HostileDecoder.dll");

    public static DecoderPool New(ImageOptions options, string program = "ImageDecoder.dll") => new(
        Options.Create(options), new DecoderMetrics(), NullLogger<DecoderPool>.Instance, Path.Combine(AppContext.BaseDirectory, program));
}
