using System.Globalization;
using Products.WebFrontend.Requests;

namespace Products.WebFrontend.Tests;

public sealed class PriceRuleTests
{
    [Theory]
    [InlineData("0", "0.00")]
    [InlineData("-0", "0.00")]
    [InlineData("12.5", "12.50")]
    [InlineData("12.500", "12.50")]
    [InlineData("1.250e1", "12.50")]
    [InlineData("125E-1", "12.50")]
    [InlineData("1200e-4", "0.12")]
    [InlineData("0e-999", "0.00")]
    [InlineData("999999999.99", "999999999.99")]
    public void A_price_is_read_in_any_form_and_kept_with_two_decimals(string text, string price)
    {
        Assert.True(PriceRule.TryParse(text, out var read));
        Assert.Equal(price, read.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("1e-3")]
    [InlineData("1.0000000000000000000000000000000000000001")]
    [InlineData("0.0000000000000000000000000000000000000001")]
    [InlineData("-1")]
    [InlineData("1000000000")]
    [InlineData("1e400")]
    [InlineData("1e99999999999")]
    [InlineData("1e-99999999999")]
    [InlineData("1,000")]
    [InlineData(" 1")]
    [InlineData("")]
    [InlineData("NaN")]
    public void What_is_no_price_is_refused(string text) => Assert.False(PriceRule.TryParse(text, out _));
}
