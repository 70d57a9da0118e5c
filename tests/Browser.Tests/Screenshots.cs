using Microsoft.Playwright;
using NetVips;
using Products.Browser.Tests.Hosts;
using Products.Client;
using Products.Servers;
using Products.Standalone.Sample;

namespace Products.Browser.Tests;

/// <summary>Writes the pictures of the README, from the sample: run with <c>-explicit only -class '*Screenshots'</c>, and look at what comes out.</summary>
public sealed class Screenshots(BrowserHost host) : IAsyncLifetime
{
    private const int Quality = 82;

    private readonly string _dataPath = Directory.CreateTempSubdirectory("products-screenshots-").FullName;
    private HostProcess? _host;

    private ProductsClient Api => _host!.Api;

    public async ValueTask InitializeAsync() => _host = await HostProcess.StartAsync(_dataPath, "--sample", "--Images:RetryDelays=00:00:00.050");

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        Directory.Delete(_dataPath, recursive: true);
    }

    [Fact(Explicit = true)]
    public async Task The_pages_as_they_look()
    {
        await Until.TrueAsync(() => Api.ListProductsAsync(imageStatus: ImagesStatus.Ready, limit: 100), list => list.Result.Items.Count == SampleProduct.All.Count, seconds: 180);
        await TakeAsync("catalogue", "/", ColorScheme.Light, 1440, 1010, ".card:not(.skeleton)");

        var release = new TaskCompletionSource();
        var (lamp, mug) = (SampleProduct.All[^1], SampleProduct.All[^2]);
        var (lampPicture, mugPicture) = (lamp.Pictures.First().Picture.ToJpeg(), mug.Pictures.First().Picture.ToJpeg());
        await using var pictures = await PictureServer.StartAsync(async context =>
        {
            await (context.Request.Path == "/slow.jpg" ? release.Task : Task.CompletedTask);
            context.Response.StatusCode = context.Request.Path == "/missing.jpg" ? 404 : 200;
            await (context.Response.StatusCode == 404 ? Task.CompletedTask : PictureServer.WriteAsync(context, context.Request.Path == "/mug.jpg" ? mugPicture : lampPicture));
        });
        var shown = await CreateAsync(lamp, done: 2, $"{pictures.Url}/slow.jpg", $"{pictures.Url}/missing.jpg", $"{pictures.Url}/lamp.jpg");
        await TakeAsync("product", $"/ui/products/{shown}", ColorScheme.Light, 1440, 1560, ".live[data-state=live]");
        var onPhone = await CreateAsync(mug, done: 1, $"{pictures.Url}/mug.jpg");
        await TakeAsync("phone", $"/ui/products/{onPhone}", ColorScheme.Dark, 360, 960, ".live[data-state=live]");
        await TakeAsync("operator", "/ui/operator", ColorScheme.Light, 1440, 760, "li.letter");
        release.SetResult();
    }

    /// <returns>The product, once as many of its images are done.</returns>
    private async Task<Guid> CreateAsync(SampleProduct sample, int done, params string[] images)
    {
        var product = await Api.CreateProductAsync(new CreateProductRequest
        {
            UserId = await Api.CreateUserAsync(),
            ProductName = sample.Name,
            ProductDescription = sample.Description,
            ProductPrice = sample.Price,
            ProductImages = images,
        });
        await Until.TrueAsync(() => Api.ReadAsync(product.Result.Id), seen => seen.Images.Count(image => image.Status != ImageStatus.Pending) == done);
        return product.Result.Id;
    }

    private async Task TakeAsync(string name, string path, ColorScheme scheme, int width, int height, string shown)
    {
        var page = await host.Chromium.OpenAsync(_host!.Client.BaseAddress!.ToString(), new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            DeviceScaleFactor = width < 600 ? 2 : 1,
            ReducedMotion = ReducedMotion.Reduce,
        });
        await page.GotoAsync(path);
        await page.Locator(shown).First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.Load);
        await Until.TrueAsync(
            () => page.EvaluateAsync<bool>("() => [...document.images].filter(i => i.getBoundingClientRect().top < innerHeight).every(i => i.complete && i.naturalWidth > 0)"), loaded => loaded);
        using var picture = Image.NewFromBuffer(await page.ScreenshotAsync());
        await File.WriteAllBytesAsync(Repository.Path("docs", "screenshots", $"{name}.webp"), picture.WebpsaveBuffer(q: Quality, effort: 6, smartSubsample: true));
        await page.Context.CloseAsync();
    }
}
