using System.Text;

namespace Products.Grains.Catalog.Folding;

/// <summary>The form of a text by which it is searched and sorted: texts that differ only in case or in their encoding have the same.</summary>
/// <remarks>
/// Unicode's <c>toNFKC_Casefold(NFD(text))</c> (The Unicode Standard, section 3.13, D147); the Turkish letters İ, I, i and ı
/// are all folded to i. See docs/decisions/0029-names-are-folded-by-unicode.md.
/// </remarks>
public static class FoldedText
{
    /// <summary>Raised when <see cref="Of"/> changes; a database then folds its names again.</summary>
    public const int Version = 1;

    public static string Of(string text) => Ascii.IsValid(text) ? text.ToLowerInvariant() : Fold(text);

    private static string Fold(string text)
    {
        var decomposed = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            UnicodeTable.Decompose(rune.Value, decomposed);
        }

        CombiningOrder.Restore(decomposed);
        var folded = new List<int>(decomposed.Count);
        decomposed.ForEach(character => UnicodeTable.Fold(character, folded));
        CombiningOrder.Restore(folded);
        return Composition.Of(folded);
    }
}
