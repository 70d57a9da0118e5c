using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;
using Products.Standalone.Tests.Hosts;

namespace Products.Browser.Tests;

/// <summary>Looking through all pages, each with something on it.</summary>
public abstract class PageAudit(Shop shop) : BrowserTest(shop)
{
    /// <summary>The catalogue, a product with a ready image and a failed one, a new one, and the operator's page with a dead letter.</summary>
    protected async Task<IReadOnlyList<string>> PathsAsync()
    {
        var user = await Shop.Api.CreateUserAsync();
        var id = await Shop.Api.CreateProductAsync(user, Shop.Pictures.New(), Shop.Pictures.NewMissing());
        await Shop.Api.WhenDoneAsync(id);
        return [$"/?user_id={user}", $"/ui/products/{id}", "/ui/new", "/ui/operator"];
    }

    protected static async Task ShowAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("li.card:not(.skeleton), li.image[data-status=failed], li.letter, form.narrow").First.WaitForAsync();
    }

    /// <summary>Shows each page, and lets axe look at it.</summary>
    protected async Task AssertSoundAsync(ColorScheme scheme, int width)
    {
        var page = await OpenAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        foreach (var path in await PathsAsync())
        {
            await ShowAsync(page, path);
            await AssertSoundAsync(page, path);
        }
    }

    protected static async Task AssertSoundAsync(IPage page, string name)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations } });
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{name}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }
}
