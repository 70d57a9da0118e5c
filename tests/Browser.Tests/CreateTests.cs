using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

public sealed class CreateTests(BrowserHost host) : BrowserTest(host)
{
    [Fact]
    public async Task A_product_with_two_addresses_and_a_file_is_made_and_turns_ready_without_a_reload()
    {
        await Page.GotoAsync("/ui/new");
        await MarkAsync();
        await Page.GetByLabel("Your name").FillAsync("Ada");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Brass Lamp");
        await Page.GetByLabel("Price").FillAsync("12.50");
        await Page.GetByLabel("Description").FillAsync("Bright");
        await Page.GetByLabel("Image addresses").FillAsync($"{Host.Photographs.New()}\n{Host.Photographs.New()}");
        await Page.Locator("[type=file]").SetInputFilesAsync(Photographs.Flower);
        await Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Create product" }).ClickAsync();

        await Expect(Page.Locator("li.image[data-status=ready]")).ToHaveCountAsync(3, Patiently);
        await Expect(Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Brass Lamp");
        await Expect(Page.Locator(".price")).ToHaveTextAsync("$12.50");
        await AssertNotReloadedAsync();

        await Page.ReloadAsync(); // its address is its own by now
        await Expect(Page.Locator("li.image[data-status=ready]")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task The_original_stands_beside_the_compressed_picture_with_sizes_and_saving()
    {
        var id = await Host.Api.CreateProductAsync(await Host.Api.CreateUserAsync(), Host.Photographs.New());
        var product = await Host.Api.WhenDoneAsync(id);
        var original = product.Images[0].Original!;
        Assert.Equal(new FileInfo(Photographs.Flower).Length, original.Bytes);

        await Page.GotoAsync($"/ui/products/{id}");

        await Expect(Image(1).Locator("figcaption").First).ToContainTextAsync($"JPEG, {original.Width} × {original.Height}");
        await Expect(Image(1).Locator("figcaption").Last).ToContainTextAsync("WebP");
        await Expect(Image(1).Locator(".saving")).ToContainTextAsync("% smaller");
        await Expect(Image(1).Locator("figure img")).ToHaveCountAsync(2);
        foreach (var picture in await Image(1).Locator("figure img").AllAsync())
        {
            await Until.TrueAsync(() => picture.EvaluateAsync<int>("img => img.naturalWidth"), width => width > 100);
        }
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field()
    {
        Expected = "422"; // the browser's console tells of every answer that is no success
        await Page.GotoAsync("/ui/new");
        await Page.GetByLabel("Your name").FillAsync("Ada");
        await Page.GetByLabel("Price").FillAsync("12.505");
        await Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Create product" }).ClickAsync();

        await Expect(Page.Locator("[data-error=product_price]")).ToContainTextAsync("decimals");
        await Expect(Page.Locator("[data-error=product_name]")).Not.ToBeEmptyAsync();
        await Expect(Page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_price_that_was_left_out_is_none_of_0()
    {
        Expected = "422";
        await Page.GotoAsync("/ui/new");
        await Page.GetByLabel("Your name").FillAsync("Ada");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Brass Lamp");
        await Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Create product" }).ClickAsync();

        await Expect(Page.Locator("[data-error=product_price]")).Not.ToBeEmptyAsync();
        await Expect(Page.GetByLabel("Price")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_browser_whose_user_is_not_known_here_asks_for_the_name_again()
    {
        Expected = "422";
        await Page.GotoAsync("/ui/new");
        await Page.EvaluateAsync("() => localStorage.setItem('products.user', JSON.stringify({ id: crypto.randomUUID(), name: 'Stranger' }))");
        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("Your name")).ToBeHiddenAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Brass Lamp");
        await Page.GetByLabel("Price").FillAsync("1");
        await Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Create product" }).ClickAsync();

        await Page.GetByLabel("Your name").FillAsync("Ada");
        await Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Create product" }).ClickAsync();
        await Expect(Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Brass Lamp");
    }
}
