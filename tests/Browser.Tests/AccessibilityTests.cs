using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

public sealed class AccessibilityTests(Shop shop) : PageAudit(shop)
{
    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public Task No_page_has_a_serious_fault(int width) => AssertSoundAsync(ColorScheme.Light, width);
}
