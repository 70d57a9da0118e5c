using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

public sealed class DialogTests(Shop shop) : PageAudit(shop)
{
    [Fact]
    public async Task Dialogs_and_forms_within_pages_have_no_serious_fault()
    {
        await Page.GotoAsync((await PathsAsync())[1]);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await AssertSoundAsync(Page, "edit");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await AssertSoundAsync(Page, "delete");
    }
}
