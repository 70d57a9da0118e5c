using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

public sealed class NarrowScreenTests(Shop shop) : PageAudit(shop)
{
    private const int Narrow = 320;

    [Fact]
    public async Task Nothing_is_cut_off_on_a_screen_of_320_pixels()
    {
        var page = await OpenAsync(new() { ViewportSize = new() { Width = Narrow, Height = 600 } });
        foreach (var path in await PathsAsync())
        {
            await ShowAsync(page, path);
            Assert.Equal((path, Narrow), (path, await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth")));
        }
    }
}
