using System.Globalization;

namespace Products.ImageDecoder;

/// <summary>The limits of a decoder process, from its command line.</summary>
/// <param name="MemoryBytes">Address space beyond what the process has after its warm-up.</param>
internal sealed record DecodeLimits(long MemoryBytes)
{
    public string[] ToArguments() => [MemoryBytes.ToString(CultureInfo.InvariantCulture)];

    public static DecodeLimits Parse(string[] arguments) => new(long.Parse(arguments.Single(), CultureInfo.InvariantCulture));
}
