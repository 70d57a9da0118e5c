using System.Text;
using Products.Grains.Catalog.Folding;

namespace Products.Grains.Tests;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("LAMP", "lamp")]
    [InlineData("ΌΔΟΣ", "όδος")] // a sigma at the end
    [InlineData("όδοσ", "όδος")]
    [InlineData("İSTANBUL", "istanbul")]
    [InlineData("I\u0307stanbul", "i\u0307stanbul")]
    [InlineData("ISPARTA", "ısparta")]
    [InlineData("STRASSE", "straße")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("Café", "cafe\u0301")]
    [InlineData("Å", "A\u030A")]
    [InlineData("ự", "u\u0323\u031B")] // marks in another order
    [InlineData("ᾴ", "Α\u0301\u0345")] // a mark that is folded to a letter
    [InlineData("한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("ＬＡＭＰ", "lamp")]
    [InlineData("ｶﾞ", "ガ")]
    [InlineData("ﬁsh", "FISH")]
    [InlineData("lam\u00ADpe", "Lampe")] // a soft hyphen
    [InlineData("❤\uFE0F", "❤")]
    [InlineData("ᏸ", "Ᏸ")]
    [InlineData("𐐨", "𐐀")]
    public void Texts_that_differ_only_in_case_or_form_are_folded_alike(string one, string other) => Assert.Equal(FoldedText.Of(one), FoldedText.Of(other));

    [Theory]
    [InlineData("cafe", "café")]
    [InlineData("u", "ü")]
    [InlineData("o", "ø")]
    [InlineData("и", "й")]
    [InlineData("は", "ば")]
    [InlineData("하", "한")]
    public void Letters_that_differ_stay_different(string one, string other) =>
        Assert.DoesNotContain(FoldedText.Of(one), FoldedText.Of(other), StringComparison.Ordinal);

    [Theory]
    [InlineData("%_\\ 'x' 1", "%_\\ 'x' 1")]
    [InlineData("１００％", "100%")]
    [InlineData("😀", "😀")]
    [InlineData("\u200B", "")]
    public void A_text_is_folded_to_this(string text, string folded) => Assert.Equal(folded, FoldedText.Of(text));

    [Fact]
    public void The_upper_and_the_lower_case_of_every_character_are_folded_as_the_character_is() => Assert.All(Characters().Except(HaveCaseSinceUnicode16), character =>
    {
        Assert.Equal(FoldedText.Of(character), FoldedText.Of(character.ToUpperInvariant()));
        Assert.Equal(FoldedText.Of(character), FoldedText.Of(character.ToLowerInvariant()));
    });

    [Fact]
    public void What_is_folded_stays_as_it_is() =>
        Assert.All(Characters(), character => Assert.Equal(FoldedText.Of(character), FoldedText.Of(FoldedText.Of(character))));

    private static string[] HaveCaseSinceUnicode16 => ["\u019B", "\u0264", .. Range(0x1C89, 0x1C8A), .. Range(0xA7CB, 0xA7DC), .. Range(0x10D50, 0x10D85)];

    private static IEnumerable<string> Characters() => Range(0, 0x1FFFF);

    private static IEnumerable<string> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Where(Rune.IsValid).Select(character => new Rune(character).ToString());
}
