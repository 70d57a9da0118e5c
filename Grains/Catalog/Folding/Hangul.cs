namespace Products.Grains.Catalog.Folding;

/// <summary>Korean syllables, which are computed from their letters (The Unicode Standard, section 3.12).</summary>
internal static class Hangul
{
    private const int Syllables = 0xAC00;
    private const int Leads = 0x1100;
    private const int Vowels = 0x1161;
    private const int Trails = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;

    public static bool IsSyllable(int character) => IsAmong(character, Syllables, LeadCount * VowelCount * TrailCount);

    public static void Decompose(int syllable, List<int> into)
    {
        var (rest, trail) = Math.DivRem(syllable - Syllables, TrailCount);
        var (lead, vowel) = Math.DivRem(rest, VowelCount);
        into.AddRange([Leads + lead, Vowels + vowel]);
        if (trail > 0)
        {
            into.Add(Trails + trail);
        }
    }

    public static int? Compose(int first, int second) =>
        IsAmong(first, Leads, LeadCount) && IsAmong(second, Vowels, VowelCount)
            ? Syllables + ((((first - Leads) * VowelCount) + (second - Vowels)) * TrailCount)
        : IsSyllable(first) && (first - Syllables) % TrailCount == 0 && IsAmong(second, Trails + 1, TrailCount - 1)
            ? first + (second - Trails)
        : null;

    private static bool IsAmong(int character, int first, int count) => character >= first && character < first + count;
}
