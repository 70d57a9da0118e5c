using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

/// <summary>Only colours are others; a page that is wide shows all that a narrow one does.</summary>
public sealed class DarkModeTests(Shop shop) : PageAudit(shop)
{
    [Fact]
    public Task No_page_has_a_serious_fault() => AssertSoundAsync(ColorScheme.Dark, 1440);
}
