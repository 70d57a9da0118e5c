using System.Globalization;

namespace Products.Grains.Catalog.Folding;

/// <summary>The excerpt of the Unicode Character Database that is part of this assembly.</summary>
internal sealed class UnicodeFile
{
    private const string Name = "unicode-15.0.txt";

    /// <summary>Canonical combining classes; 0 for those that are not here.</summary>
    public Dictionary<int, int> Classes { get; } = [];

    /// <summary>Canonical decompositions by one step.</summary>
    public Dictionary<int, int[]> Decompositions { get; } = [];

    /// <summary>Characters that no composition makes.</summary>
    public HashSet<int> NotComposed { get; } = [];

    /// <summary>NFKC_Casefold of those that it changes.</summary>
    public Dictionary<int, int[]> Folds { get; } = [];

    public static UnicodeFile Read()
    {
        var file = new UnicodeFile();
        using var reader = new StreamReader(typeof(UnicodeFile).Assembly.GetManifestResourceStream(Name)!);
        var section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line is ['@', ..])
            {
                section = line.Split(':')[0];
            }
            else if (line is not ['#', ..])
            {
                file.Add(section, line.Split(';'));
            }
        }

        return file;
    }

    private void Add(string section, string[] fields)
    {
        foreach (var character in RangeOf(fields[0]))
        {
            switch (section)
            {
                case "@characters":
                    AddCharacter(character, int.Parse(fields[1], CultureInfo.InvariantCulture), CharactersOf(fields[2]));
                    break;
                case "@not composed":
                    NotComposed.Add(character);
                    break;
                default:
                    Folds.Add(character, CharactersOf(fields[1]));
                    break;
            }
        }
    }

    private void AddCharacter(int character, int combining, int[] decomposition)
    {
        if (combining > 0)
        {
            Classes.Add(character, combining);
        }

        if (decomposition.Length > 0)
        {
            Decompositions.Add(character, decomposition);
        }
    }

    private static IEnumerable<int> RangeOf(string field)
    {
        var ends = field.Split("..");
        var first = CharacterOf(ends[0]);
        return Enumerable.Range(first, CharacterOf(ends[^1]) - first + 1);
    }

    private static int[] CharactersOf(string field) =>
        [.. field.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(CharacterOf)];

    private static int CharacterOf(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
