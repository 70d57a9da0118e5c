namespace Products.Grains.Catalog.Folding;

/// <summary>The canonical order of the marks that follow a character (The Unicode Standard, section 3.11, D109).</summary>
internal static class CombiningOrder
{
    public static void Restore(List<int> characters)
    {
        for (var i = 1; i < characters.Count; i++)
        {
            var character = characters[i];
            var place = i;
            for (var combining = UnicodeTable.ClassOf(character);
                 combining > 0 && place > 0 && UnicodeTable.ClassOf(characters[place - 1]) > combining;
                 place--)
            {
                characters[place] = characters[place - 1];
            }

            characters[place] = character;
        }
    }
}
