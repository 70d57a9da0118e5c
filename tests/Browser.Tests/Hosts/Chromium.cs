using Microsoft.Playwright;

namespace Products.Browser.Tests.Hosts;

/// <summary>Chromium without a window, which takes half the processor time of the whole browser; <c>TEST_CHROMIUM</c> names another program.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const float Patience = 20_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    private static string Program => Environment.GetEnvironmentVariable("TEST_CHROMIUM") ?? "/usr/bin/chromium-headless-shell";

    public static async Task<Chromium> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        }));
    }

    /// <summary>A page in a profile of its own.</summary>
    public async Task<IPage> OpenAsync(string baseUrl, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = baseUrl;
        options.Locale ??= "en-US";
        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
