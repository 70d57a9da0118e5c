using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;
using Products.Client;

namespace Products.Browser.Tests;

public sealed class ProductTests(BrowserHost host) : BrowserTest(host)
{
    [Fact]
    public async Task A_failed_image_tells_why_and_is_ready_after_a_retry()
    {
        var url = Host.Photographs.NewMissing();
        await OpenProductAsync(url);
        await MarkAsync();
        await WaitForStateAsync(Image(1), "failed");
        await Expect(Image(1).Locator(".reason")).ToContainTextAsync("not_found");

        Host.Photographs.Mend(url);
        await Image(1).GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();

        await WaitForStateAsync(Image(1), "ready");
        await Expect(Page.Locator("#announcer")).ToContainTextAsync("Image 1 is ready");
        await Expect(Image(1).GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToBeHiddenAsync();
        await AssertNotReloadedAsync();
    }

    [Fact]
    public async Task A_file_that_is_dropped_is_uploaded_and_shown_beside_what_became_of_it()
    {
        await OpenProductAsync();
        var file = await Page.EvaluateHandleAsync(
            "base64 => { const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'flower.jpg', { type: 'image/jpeg' })); return data; }",
            Convert.ToBase64String(await File.ReadAllBytesAsync(Photographs.Flower, TestContext.Current.CancellationToken)));
        await Page.Locator(".drop").DispatchEventAsync("drop", new { dataTransfer = file });

        await WaitForStateAsync(Image(1), "ready");
        await Expect(Image(1).Locator("figure img").First).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^blob:"));
        await Expect(Page.Locator("li.upload")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_upload_shows_how_far_it_is()
    {
        await OpenProductAsync();
        var connection = await Page.Context.NewCDPSessionAsync(Page);
        await connection.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 60_000 });
        await Page.Locator("[type=file]").SetInputFilesAsync(Photographs.Flower);

        await Until.TrueAsync(
            () => Page.EvaluateAsync<double>("() => document.querySelector('li.upload progress')?.value ?? -1"), share => share is > 0 and < 1);
        await Expect(Page.Locator("li.upload")).ToContainTextAsync("%");
        await WaitForStateAsync(Image(1), "ready");
    }

    [Fact]
    public async Task An_upload_that_is_refused_says_why_and_stays_to_be_tried_again()
    {
        Expected = "422";
        await OpenProductAsync();
        await Page.Locator("[type=file]").SetInputFilesAsync(new FilePayload { Name = "nothing.jpg", MimeType = "image/jpeg", Buffer = [] });

        await Expect(Page.Locator("li.upload")).ToContainTextAsync("must not be empty");
        await Expect(Page.Locator("li.upload").GetByRole(AriaRole.Button, new() { Name = "Try again" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_shown_at_once_and_told_to_whoever_edits()
    {
        var id = await OpenProductAsync();
        await Expect(Page.Locator(".live")).ToHaveTextAsync("Live");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My lamp");

        await Host.Api.PatchProductAsync(id, new PatchProductRequest { ProductPrice = 99.5m });

        await Expect(Page.Locator(".price")).ToHaveTextAsync("$99.50");
        await Expect(Page.Locator("form .notice")).ToContainTextAsync("Somebody else has changed this product");
        await Expect(Page.Locator("form .notice")).ToContainTextAsync("99.5");
        await Page.GetByLabel("Price").FillAsync("20");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();
        await Expect(Page.Locator(".price")).ToHaveTextAsync("$20.00");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("My lamp");
    }

    [Fact]
    public async Task A_change_that_the_page_has_not_heard_of_is_told_when_it_is_saved()
    {
        Expected = "412";
        await Page.RouteAsync("**/events", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "" })); // deaf
        var id = await OpenProductAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("My lamp");
        await Host.Api.PatchProductAsync(id, new PatchProductRequest { ProductPrice = 99.5m });

        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();
        await Expect(Page.Locator("form .notice")).ToContainTextAsync("99.5");
        Assert.Equal("Lamp", (await Host.Api.ReadAsync(id)).ProductName);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("My lamp");
    }

    [Fact]
    public async Task A_description_that_is_not_saved_yet_outlives_another_change()
    {
        var id = await OpenProductAsync(Host.Photographs.New());
        await Expect(Page.Locator(".live")).ToHaveTextAsync("Live");
        await Image(1).GetByLabel("What it shows").FillAsync("A flower");
        await Page.Keyboard.PressAsync("Tab");

        await Host.Api.PatchProductAsync(id, new PatchProductRequest { ProductPrice = 99.5m });

        await Expect(Page.Locator(".price")).ToHaveTextAsync("$99.50");
        await Expect(Image(1).GetByLabel("What it shows")).ToHaveValueAsync("A flower");
    }

    [Fact]
    public async Task An_image_is_described_and_removed_and_the_product_deleted()
    {
        var id = await OpenProductAsync(Host.Photographs.New());
        await Image(1).GetByLabel("What it shows").FillAsync("A flower");
        await Image(1).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Until.TrueAsync(() => Host.Api.ReadAsync(id), product => product.Images[0].AltText == "A flower");

        await Image(1).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(Page.Locator("li.image")).ToHaveCountAsync(0);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Alertdialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await ExpectAtAsync("/");
        await Host.Api.GetProductAsync(id).IsRefusedAsync(System.Net.HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_page_whose_product_is_deleted_by_somebody_else_says_so()
    {
        var id = await OpenProductAsync();
        await Expect(Page.Locator(".live")).ToHaveTextAsync("Live");
        await Host.Api.DeleteProductAsync(id);

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "This product was deleted." })).ToBeVisibleAsync();
    }

    private async Task<Guid> OpenProductAsync(params string[] images)
    {
        var id = await Host.Api.CreateProductAsync(await Host.Api.CreateUserAsync(), images);
        await Page.GotoAsync($"/ui/products/{id}");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Lamp");
        return id;
    }
}
