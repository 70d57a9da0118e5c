using Products.WebFrontend.Access;

namespace Products.WebFrontend.Tests.Access;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("10.0.0.1", "10.0.0.1/32")]
    [InlineData(" 10.0.0.0/8 , ::1 ", "10.0.0.0/8 ::1/128")]
    public void Addresses_and_networks_are_read(string text, string networks) =>
        Assert.Equal(networks, string.Join(' ', TrustedProxies.Parse(text)));

    [Theory]
    [InlineData("everybody", "everybody")]
    [InlineData("10.0.0.0/8,10.0.0.0/33", "10.0.0.0/33")]
    public void What_is_neither_is_named(string text, string bad) =>
        Assert.Equal(bad, Assert.Throws<FormatException>(() => TrustedProxies.Parse(text)).Message);
}
