using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;
using Products.Client;

namespace Products.Browser.Tests;

public sealed class OperatorTests(BrowserHost host) : BrowserTest(host)
{
    [Fact]
    public async Task A_dead_letter_is_listed_with_its_history_replayed_and_gone()
    {
        var (url, id) = await FailAsync();
        await Page.GotoAsync("/ui/operator");
        var letter = Letter(url);
        await Expect(letter).ToContainTextAsync("not_found");
        await letter.GetByText("History and message").ClickAsync();
        await Expect(letter.Locator(".history li")).ToHaveCountAsync(1);

        Host.Photographs.Mend(url);
        await letter.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();

        await Expect(letter).ToHaveCountAsync(0);
        Assert.Equal(ImagesStatus.Ready, (await Host.Api.WhenDoneAsync(id)).ImageStatus);
    }

    [Fact]
    public async Task A_dead_letter_is_deleted_after_a_question()
    {
        var (url, id) = await FailAsync();
        await Page.GotoAsync("/ui/operator");
        await Letter(url).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Letter(url)).ToHaveCountAsync(1);

        await Letter(url).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();

        await Expect(Letter(url)).ToHaveCountAsync(0);
        Assert.Equal(ImagesStatus.Failed, (await Host.Api.ReadAsync(id)).ImageStatus);
    }

    [Fact]
    public async Task Each_dependency_has_a_card_with_its_state()
    {
        await Page.GotoAsync("/ui/operator");
        await Expect(Page.Locator("[data-name=database] .status")).ToHaveTextAsync("healthy");
        await Expect(Page.Locator("[data-name=image_store] .status")).ToHaveTextAsync("healthy");
        await Expect(Page.Locator("#health-status")).ToHaveTextAsync("healthy");
    }

    private ILocator Letter(string url) => Page.Locator("li.letter").Filter(new() { HasText = url });

    /// <returns>Where the image was to come from, and its product.</returns>
    private async Task<(string Url, Guid ProductId)> FailAsync()
    {
        var url = Host.Photographs.NewMissing();
        var id = await Host.Api.CreateProductAsync(await Host.Api.CreateUserAsync(), url);
        await Host.Api.WhenDoneAsync(id);
        return (url, id);
    }
}
