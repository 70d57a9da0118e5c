using System.Buffers;

namespace Products.Grains.Interfaces;

/// <summary>The one form in which ids are taken: the 36 characters of RFC 9562, in upper or lower case.</summary>
/// <remarks>.NET has more: without hyphens, in brackets, with spaces around it, with signs inside.</remarks>
public static class Uuid
{
    private const int Length = 36;

    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789abcdefABCDEF-");

    public static bool TryParse(ReadOnlySpan<char> text, out Guid id)
    {
        id = default;
        return text.Length == Length && !text.ContainsAnyExcept(Characters) && Guid.TryParseExact(text, "D", out id);
    }
}
