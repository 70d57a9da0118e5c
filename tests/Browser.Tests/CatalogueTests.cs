using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;
using Products.Client;

namespace Products.Browser.Tests;

public sealed class CatalogueTests(BrowserHost host) : BrowserTest(host)
{
    private const int Products = 65;

    /// <summary>In the names of this test's products, and in no other.</summary>
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];

    private Guid _user;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _user = await Host.Api.CreateUserAsync();
        await Host.Api.CreateProductsAsync(new CreateProductsRequest
        {
            Items = [.. Enumerable.Range(1, Products).Select(number => ApiCalls.Lamp(_user) with { ProductName = $"Lamp {_mark} {number:00}", ProductPrice = number })],
        });
    }

    [Fact]
    public async Task A_search_finds_a_part_of_the_name_and_stands_in_the_address()
    {
        await Page.GotoAsync("/");
        await Page.GetByLabel("Search by name").FillAsync($"{_mark.ToUpperInvariant()} 6");

        await Expect(Cards).ToHaveCountAsync(6);
        Assert.Contains($"product_name={_mark.ToUpperInvariant()}+6", Page.Url, StringComparison.Ordinal);

        await Page.ReloadAsync();
        await Expect(Page.GetByLabel("Search by name")).ToHaveValueAsync($"{_mark.ToUpperInvariant()} 6");
        await Expect(Cards).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Scrolling_brings_every_product_once()
    {
        await Page.GotoAsync($"/?product_name={_mark}");
        await Expect(Cards.First).ToBeVisibleAsync();

        await Until.TrueAsync(async () =>
        {
            await Page.Mouse.WheelAsync(0, 2000);
            return await Cards.CountAsync();
        }, count => count >= Products);

        var names = await Cards.GetByRole(AriaRole.Link).AllTextContentsAsync();
        Assert.Equal(Enumerable.Range(1, Products).Select(number => $"Lamp {_mark} {number:00}"), names.Order());
        await Expect(Page.Locator("#summary")).ToHaveTextAsync("65 products");
    }

    [Fact]
    public async Task A_range_of_prices_and_an_order_are_kept_and_Back_undoes_the_last_choice()
    {
        await Page.GotoAsync($"/?product_name={_mark}");
        await Page.GetByLabel("Lowest price", new() { Exact = true }).FillAsync("10");
        await Page.GetByLabel("Highest price", new() { Exact = true }).FillAsync("14");
        await Expect(Cards).ToHaveCountAsync(5);

        await Page.GetByLabel("Sort by").SelectOptionAsync("Lowest price");
        await Expect(Cards.First).ToContainTextAsync("$10.00");
        await Page.GetByLabel("Sort by").SelectOptionAsync("Highest price");
        await Expect(Cards.First).ToContainTextAsync("$14.00");

        await Page.GoBackAsync();
        await Expect(Cards.First).ToContainTextAsync("$10.00");
        await Expect(Page.GetByLabel("Sort by")).ToHaveValueAsync("product_price");
    }

    [Fact]
    public async Task A_search_without_a_result_says_so_and_leads_back()
    {
        await Page.GotoAsync($"/?product_name={_mark}-nothing");
        await Expect(Page.GetByText("No product is like that.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await Expect(Cards.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_cannot_be_loaded_can_be_tried_again()
    {
        Expected = "ERR_FAILED";
        await Page.RouteAsync("**/products?*", route => route.AbortAsync());
        await Page.GotoAsync($"/?product_name={_mark}");
        await Expect(Page.GetByText("The server cannot be reached")).ToBeVisibleAsync();

        await Page.UnrouteAsync("**/products?*");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(Cards.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_products_of_a_user_come_change_and_go_while_one_looks()
    {
        await Page.GotoAsync($"/?user_id={_user}");
        await Expect(Cards.First).ToBeVisibleAsync();
        await MarkAsync();

        var id = await Host.Api.CreateProductAsync(_user, Host.Photographs.New());
        var card = Page.Locator($"[data-id='{id}']");
        await Expect(card).ToBeVisibleAsync();
        await Expect(card.Locator("img")).ToHaveCountAsync(1, Patiently);

        await Host.Api.DeleteProductAsync(id);
        await Expect(card).ToHaveCountAsync(0);
        await AssertNotReloadedAsync();
    }

    [Fact]
    public async Task What_comes_between_the_list_and_the_stream_is_shown()
    {
        var isListed = new TaskCompletionSource();
        await Page.RouteAsync("**/events?*", async route =>
        {
            await isListed.Task;
            await route.ContinueAsync();
        });
        await Page.GotoAsync($"/?user_id={_user}");
        await Expect(Cards.First).ToBeVisibleAsync();

        var id = await Host.Api.CreateProductAsync(_user);
        var first = (await Cards.First.GetAttributeAsync("data-id"))!;
        await Host.Api.DeleteProductAsync(Guid.Parse(first));
        isListed.SetResult();

        await Expect(Page.Locator($"[data-id='{id}']")).ToBeVisibleAsync();
        await Expect(Page.Locator($"[data-id='{first}']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_list_of_a_user_without_products_says_so_and_counts_none()
    {
        var reads = 0;
        Page.Response += (_, answer) => reads += answer.Url.Contains("/products?user_id", StringComparison.Ordinal) ? 1 : 0;
        await Page.GotoAsync($"/?user_id={await Host.Api.CreateUserAsync()}");
        await Until.TrueAsync(() => Task.FromResult(reads), count => count == 2); // before its stream and after that has begun

        await Expect(Page.GetByText("No product is like that.")).ToBeVisibleAsync();
        await Expect(Page.Locator("#summary")).ToBeEmptyAsync();
    }

    private ILocator Cards => Page.Locator(".card:not(.skeleton)");
}
