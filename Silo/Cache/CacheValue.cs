using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Products.Silo.Cache;

/// <summary>What Redis holds for one grain: <c>{"version":6,"state":{…}}</c>.</summary>
internal static class CacheValue
{
    private static ReadOnlySpan<byte> BeforeVersion => "{\"version\":"u8;

    private static ReadOnlySpan<byte> BeforeState => ",\"state\":"u8;

    public static byte[] Write(long version, ReadOnlyMemory<byte> state)
    {
        var digits = Encoding.ASCII.GetBytes(version.ToString(CultureInfo.InvariantCulture));
        return [.. BeforeVersion, .. digits, .. BeforeState, .. state.Span, (byte)'}'];
    }

    /// <returns>False when the bytes are something else: a mark, a lease, or nothing that this program wrote.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> value, out long version, out ReadOnlyMemory<byte> state)
    {
        version = 0;
        state = default;
        var span = value.Span;
        if (!span.StartsWith(BeforeVersion) || span[^1] != '}')
        {
            return false;
        }

        var digits = span[BeforeVersion.Length..];
        if (!Utf8Parser.TryParse(digits, out version, out var length) || !digits[length..].StartsWith(BeforeState))
        {
            return false;
        }

        state = value[(BeforeVersion.Length + length + BeforeState.Length)..^1];
        return true;
    }
}
