using System.Text;
using Products.Grains.Interfaces.Products;
using Products.WebFrontend.Products;
using Products.WebFrontend.Requests;
using Products.WebFrontend.Users;

namespace Products.WebFrontend.Tests;

public sealed class VisibleTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0\u3000\u2028")]
    [InlineData("\u200B")] // zero-width space
    [InlineData("\u200D\u200C")] // joiners
    [InlineData("\u2060\uFEFF")]
    [InlineData("\u00AD")] // soft hyphen
    [InlineData("\u202E\u2069")] // directions
    [InlineData("\u034F")]
    [InlineData("\u3164\u115F\uFFA0")] // fillers of Hangul
    [InlineData("\u17B4\u180B")]
    [InlineData("\uFE0F")] // a variation selector
    [InlineData("\U000E0100\U000E0041")]
    [InlineData("\u2800")] // an empty pattern of Braille
    [InlineData("\u2065")]
    [InlineData("\U0001D173")]
    public void What_shows_nothing_is_blank(string text)
    {
        Assert.False(Visible.IsIn(text));
        Assert.Equal("must not be blank", TextRule.ErrorIn(text, 1, 200));
        Assert.Null(TextRule.ErrorIn(text, 0, 200));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\u200Ba\u200B")]
    [InlineData("👩\u200D💻")]
    [InlineData("❤\uFE0F")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")] // England
    [InlineData("می\u200Cخواهم")]
    [InlineData("क\u094D\u200D")]
    [InlineData("1\uFE0F\u20E3")]
    [InlineData("한")]
    public void What_shows_something_is_not(string text) => Assert.Null(TextRule.ErrorIn(text, 1, 200));

    [Fact]
    public void Every_required_name_must_show_something()
    {
        Assert.Equal(["name"], ErrorsOf<CreateUserRequest>("""{"name":"\u200b"}"""));
        Assert.Equal(["product_name"], ErrorsOf<PatchProductRequest>("""{"product_name":"\u200b","product_description":"\u200b"}"""));
        Assert.Contains("product_name", ErrorsOf<ReplaceProductRequest>("""{"product_name":"\u2060"}"""));
        Assert.Contains("product_name", ErrorsOf<CreateProductRequest>("""{"product_name":"\ufe0f"}"""));
    }

    private static IEnumerable<string> ErrorsOf<T>(string json)
        where T : class, IRequestBody<T>
    {
        using var document = JsonBody.Parse(Encoding.UTF8.GetBytes(json));
        var fields = new JsonFields(document.RootElement);
        T.Read(fields, new ProductLimits());
        return fields.Errors.ByField.Keys;
    }
}
