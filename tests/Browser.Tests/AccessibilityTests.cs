using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

/// <summary>Every page, with content on it, loaded once and audited at both widths and in both colour schemes.</summary>
public sealed class AccessibilityTests(BrowserHost host) : BrowserTest(host)
{
    private const int Narrowest = 320;

    private static readonly (int Width, ColorScheme Scheme)[] Views = [(360, ColorScheme.Light), (1440, ColorScheme.Dark)];

    [Fact]
    public async Task No_page_has_a_serious_fault_or_is_cut_off_on_a_screen_of_320_pixels()
    {
        var (user, product) = await CreateProductAsync();
        foreach (var path in new[] { $"/?user_id={user}", $"/ui/products/{product}", "/ui/new", "/ui/operator" })
        {
            await Page.GotoAsync(path);
            await Page.Locator("li.card:not(.skeleton), li.image[data-status=failed], li.letter, form.narrow").First.WaitForAsync();
            await ResizeAsync(Narrowest);
            Assert.Equal((path, Narrowest), (path, await Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth")));
            foreach (var (width, scheme) in Views)
            {
                await ResizeAsync(width);
                await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await AssertAccessibleAsync($"{path}, {width} pixels, {scheme}");
            }
        }
    }

    [Fact]
    public async Task Dialogs_and_forms_within_pages_have_no_serious_fault()
    {
        var (_, product) = await CreateProductAsync();
        await Page.GotoAsync($"/ui/products/{product}");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await AssertAccessibleAsync("edit");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await AssertAccessibleAsync("delete");
    }

    /// <summary>A product with a ready image and a failed one, and so a dead letter.</summary>
    private async Task<(Guid User, Guid Product)> CreateProductAsync()
    {
        var user = await Host.Api.CreateUserAsync();
        var product = await Host.Api.CreateProductAsync(user, Host.Photographs.New(), Host.Photographs.NewMissing());
        await Host.Api.WhenDoneAsync(product);
        return (user, product);
    }

    private Task ResizeAsync(int width) => Page.SetViewportSizeAsync(width, 900);

    private async Task AssertAccessibleAsync(string view)
    {
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = new HashSet<ResultType> { ResultType.Violations } });
        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{view}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }
}
