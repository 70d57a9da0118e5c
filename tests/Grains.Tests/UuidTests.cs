using Products.Grains.Interfaces;

namespace Products.Grains.Tests;

public sealed class UuidTests
{
    [Theory]
    [InlineData("0198c0de-00ab-7000-8000-000000000001", true)]
    [InlineData("0198C0DE-00AB-7000-8000-000000000001", true)]
    [InlineData("0198c0de00ab70008000000000000001", false)]
    [InlineData("{0198c0de-00ab-7000-8000-000000000001}", false)]
    [InlineData("(0198c0de-00ab-7000-8000-000000000001)", false)]
    [InlineData(" 0198c0de-00ab-7000-8000-000000000001", false)]
    [InlineData("+198c0de-00ab-7000-8000-000000000001", false)]
    [InlineData("0x98c0de-00ab-7000-8000-000000000001", false)]
    [InlineData("0198c0de-00ab-7000-8000-0000000000001", false)]
    [InlineData("0198c0de000ab-7000-8000-00000000000-1", false)]
    [InlineData("", false)]
    public void An_id_has_one_form(string text, bool isId) => Assert.Equal(isId, Uuid.TryParse(text, out _));
}
