using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;
using Products.Standalone.Tests.Hosts;

namespace Products.Browser.Tests;

public sealed class AccessibilityTests(Shop shop) : BrowserTest(shop)
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Dark, 1440)]
    public async Task No_page_has_a_serious_fault(ColorScheme scheme, int width)
    {
        var page = await OpenAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        foreach (var path in await PathsAsync())
        {
            await page.GotoAsync(path);
            await page.Locator("li.card:not(.skeleton), li.image[data-status=failed], li.letter, form.narrow").First.WaitForAsync();
            await AssertSoundAsync(page, path);
        }
    }

    [Fact]
    public async Task Nothing_is_cut_off_on_a_screen_of_320_pixels()
    {
        var page = await OpenAsync(new() { ViewportSize = new() { Width = 320, Height = 600 } });
        foreach (var path in await PathsAsync())
        {
            await page.GotoAsync(path);
            await page.Locator("li.card:not(.skeleton), li.image[data-status=failed], li.letter, form.narrow").First.WaitForAsync();
            Assert.Equal((path, 320), (path, await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth")));
        }
    }

    [Fact]
    public async Task Dialogs_and_forms_within_pages_have_no_serious_fault()
    {
        await Page.GotoAsync((await PathsAsync())[1]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await AssertSoundAsync(Page, "edit");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await AssertSoundAsync(Page, "delete");
    }

    private static async Task AssertSoundAsync(IPage page, string path)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{path}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }

    /// <summary>The catalogue, a product with a ready image and a failed one, a new one, and the operator's page with a dead letter.</summary>
    private async Task<IReadOnlyList<string>> PathsAsync()
    {
        var user = await Shop.Api.CreateUserAsync();
        var id = await Shop.Api.CreateProductAsync(user, Shop.Pictures.New(), Shop.Pictures.NewMissing());
        await Shop.Api.WhenDoneAsync(id);
        return [$"/?user_id={user}", $"/ui/products/{id}", "/ui/new", "/ui/operator"];
    }
}
