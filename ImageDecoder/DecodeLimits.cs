using System.Globalization;

namespace Products.ImageDecoder;

/// <summary>The limits of a decoder process, from its command line.</summary>
/// <param name="MemoryBytes">Address space and writable memory beyond what the process has after its warm-up.</param>
/// <param name="ProcessorSeconds">Processor time from its start to its end.</param>
internal sealed record DecodeLimits(long MemoryBytes, int ProcessorSeconds)
{
    public string[] ToArguments() =>
        [MemoryBytes.ToString(CultureInfo.InvariantCulture), ProcessorSeconds.ToString(CultureInfo.InvariantCulture)];

    public static DecodeLimits Parse(string[] arguments) =>
        new(long.Parse(arguments[0], CultureInfo.InvariantCulture), int.Parse(arguments[1], CultureInfo.InvariantCulture));
}
