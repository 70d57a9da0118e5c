using System.Text;

namespace Products.Grains.Catalog.Folding;

/// <summary>The canonical composition of characters in their canonical order (The Unicode Standard, section 3.11, D117).</summary>
internal static class Composition
{
    public static string Of(List<int> characters)
    {
        var composed = new List<int>(characters.Count);
        var starter = -1;
        foreach (var character in characters)
        {
            var combining = UnicodeTable.ClassOf(character);
            if (starter >= 0
                && !IsBlocked(composed, starter, combining)
                && UnicodeTable.Compose(composed[starter], character) is { } whole)
            {
                composed[starter] = whole;
                continue;
            }

            composed.Add(character);
            starter = combining == 0 ? composed.Count - 1 : starter;
        }

        return TextOf(composed);
    }

    /// <summary>Whether a character between the starter and this character keeps them apart.</summary>
    private static bool IsBlocked(List<int> composed, int starter, int combining) =>
        composed.Count - 1 > starter && UnicodeTable.ClassOf(composed[^1]) >= combining;

    private static string TextOf(List<int> characters)
    {
        var text = new StringBuilder(characters.Count);
        characters.ForEach(character => text.Append(new Rune(character).ToString()));
        return text.ToString();
    }
}
