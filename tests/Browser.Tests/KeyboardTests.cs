using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

public sealed class KeyboardTests(BrowserHost host) : BrowserTest(host)
{
    private const int MostSteps = 40;

    [Fact]
    public async Task A_product_is_made_and_its_image_tried_again_without_a_mouse()
    {
        var url = Host.Photographs.NewMissing();
        await Page.GotoAsync("/");
        await Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await FocusedAsync());
        await GoToAsync("New product");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectAtAsync("/ui/new");

        await WriteAsync("Your name", "Ada");
        await WriteAsync("Name", "Brass Lamp");
        await WriteAsync("Price", "3");
        await WriteAsync("Image addresses, one on each line", url);
        await GoToAsync("Create product");
        await Page.Keyboard.PressAsync("Enter");

        await WaitForStateAsync(Image(1), "failed");
        Host.Photographs.Mend(url);
        await GoToAsync("Retry");
        await Page.Keyboard.PressAsync("Space");
        await WaitForStateAsync(Image(1), "ready");
        Assert.Equal("Remove", await FocusedAsync()); // beside where it was
    }

    private async Task WriteAsync(string label, string text)
    {
        await GoToAsync(label);
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Presses Tab until something has the focus.</summary>
    private async Task GoToAsync(string name)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await FocusedAsync() == name)
            {
                return;
            }
        }

        Assert.Fail($"'{name}' cannot be reached with the keyboard.");
    }

    private Task<string> FocusedAsync() => Page.EvaluateAsync<string>(
        "() => { const e = document.activeElement; return (e.ariaLabel ?? (e.labels?.[0]?.querySelector('span') ?? e.labels?.[0] ?? e).textContent).trim(); }");
}
