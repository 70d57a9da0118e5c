using System.Globalization;
using System.Text.Json;
using Products.Browser.Tests.Hosts;
using Products.Client;

namespace Products.Browser.Tests;

/// <summary>How long after the grain's commit a page shows that an image is ready. <c>LIVE_PRODUCTS</c> says over how many products: 2, or as many as for a measurement.</summary>
public sealed class LiveTests(BrowserHost host, ITestOutputHelper output) : BrowserTest(host)
{
    private const int ImagesEach = 3;
    private const double Limit = 2_000;

    /// <summary>Notes when an image's card changes its state, and when the revision that it shows was made: the grain's clock is this machine's, too.</summary>
    private const string Watch =
        """
        () => {
          window.seen = new Map();
          new MutationObserver(() => {
            const now = performance.timeOrigin + performance.now();
            const product = document.querySelector('[data-product]');
            for (const { dataset } of document.querySelectorAll('li.image[data-status=ready]')) {
              if (!window.seen.has(dataset.image)) window.seen.set(dataset.image, { after: now - Date.parse(product.dataset.updatedAt), revision: Number(product.dataset.revision) });
            }
          }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }
        """;

    private static int Products => int.Parse(Environment.GetEnvironmentVariable("LIVE_PRODUCTS") ?? "2", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Images_are_shown_ready_soon_after_they_are_committed()
    {
        var user = await Host.Api.CreateUserAsync();
        var delays = new List<double>();
        var revisions = 0;
        for (var product = 0; product < Products; product++)
        {
            var seen = await WatchAsync(user);
            delays.AddRange(seen.Select(change => change.GetProperty("after").GetDouble()));
            revisions += seen.Select(change => change.GetProperty("revision").GetInt64()).Distinct().Count();
        }

        delays.Sort();
        var median = delays[delays.Count / 2];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{delays.Count} images of {Products} products in {revisions} updates: median {median:0} ms, 95% {delays[delays.Count * 95 / 100]:0} ms, longest {delays[^1]:0} ms from commit to page"));
        Assert.InRange(median, 0, Limit);
    }

    /// <returns>When each image of a new product turned ready in an open page.</returns>
    private async Task<IReadOnlyList<JsonElement>> WatchAsync(Guid user)
    {
        var id = await Host.Api.CreateProductAsync(user);
        await Page.GotoAsync($"/ui/products/{id}");
        await Expect(Page.Locator(".live")).ToHaveTextAsync("Live");
        await Page.EvaluateAsync(Watch);
        for (var image = 0; image < ImagesEach; image++)
        {
            await Host.Api.AddImagesAsync(id, new AddImageRequest { SourceUrl = Host.Photographs.New() });
        }

        await Expect(Page.Locator("li.image[data-status=ready]")).ToHaveCountAsync(ImagesEach, Patiently);
        var seen = await Page.EvaluateAsync<JsonElement>("() => [...window.seen.values()]");
        Assert.Equal(ImagesEach, seen.GetArrayLength());
        return [.. seen.EnumerateArray()];
    }
}
