using System.Collections.Frozen;

namespace Products.Grains.Catalog.Folding;

/// <summary>What the Unicode Character Database says of characters, and what of that is different here.</summary>
internal static class UnicodeTable
{
    private const int SmallI = 'i';
    private const int DotlessI = 0x131;
    private const int DotAbove = 0x307;

    private static readonly UnicodeFile File = UnicodeFile.Read();

    private static readonly FrozenDictionary<int, int> Classes = File.Classes.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, int[]> Decompositions =
        File.Decompositions.Keys.ToFrozenDictionary(character => character, character => WholeDecomposition(character).ToArray());

    private static readonly FrozenDictionary<(int, int), int> Compositions = File.Decompositions
        .Where(pair => pair.Value.Length == 2 && !File.NotComposed.Contains(pair.Key))
        .Select(pair => ((pair.Value[0], pair.Value[1]), Whole: pair.Key))
        .Append(((SmallI, DotAbove), Whole: SmallI)) // the dot that İ leaves behind; an i has one
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Whole);

    private static readonly FrozenDictionary<int, int[]> Folds = File.Folds
        .Append(new(DotlessI, [DotlessI]))
        .ToFrozenDictionary(fold => fold.Key, fold => fold.Value.SelectMany(DecompositionOf).Select(WithDot).ToArray());

    /// <summary>The canonical combining class; 0 of a character that starts.</summary>
    public static int ClassOf(int character) => Classes.GetValueOrDefault(character);

    /// <summary>Adds the canonical decomposition of a character.</summary>
    public static void Decompose(int character, List<int> into)
    {
        if (Hangul.IsSyllable(character))
        {
            Hangul.Decompose(character, into);
        }
        else if (Decompositions.TryGetValue(character, out var decomposition))
        {
            into.AddRange(decomposition);
        }
        else
        {
            into.Add(character);
        }
    }

    /// <summary>Adds what a character is folded to, decomposed; nothing for an invisible character.</summary>
    public static void Fold(int character, List<int> into)
    {
        if (Folds.TryGetValue(character, out var folded))
        {
            into.AddRange(folded);
        }
        else
        {
            into.Add(character);
        }
    }

    /// <returns>The one character that stands for two; null when there is no such character.</returns>
    public static int? Compose(int first, int second) =>
        Hangul.Compose(first, second) ?? (Compositions.TryGetValue((first, second), out var whole) ? whole : null);

    /// <summary>The capital letter of ı is I, which is folded to i.</summary>
    private static int WithDot(int character) => character == DotlessI ? SmallI : character;

    private static IEnumerable<int> WholeDecomposition(int character) =>
        File.Decompositions.TryGetValue(character, out var parts) ? parts.SelectMany(WholeDecomposition) : [character];

    private static List<int> DecompositionOf(int character)
    {
        var decomposition = new List<int>();
        Decompose(character, decomposition);
        return decomposition;
    }
}
