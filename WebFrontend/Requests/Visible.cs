using System.Globalization;
using System.Text;

namespace Products.WebFrontend.Requests;

/// <summary>Whether a text shows anything.</summary>
internal static class Visible
{
    private const int BlankBraille = 0x2800;

    /// <summary>Default_Ignorable_Code_Point of Unicode 15, without format characters: fillers and variation selectors, also future ones.</summary>
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
    ];

    /// <returns>Whether there is more than white space, control, format and other ignorable characters.</returns>
    public static bool IsIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value == BlankBraille
        || Array.Exists(Ignorable, range => rune.Value >= range.First && rune.Value <= range.Last);
}
