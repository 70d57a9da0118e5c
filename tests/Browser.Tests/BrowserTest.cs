using System.Collections.Concurrent;
using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;

namespace Products.Browser.Tests;

/// <summary>A test with a browser page of its own, which fails when the page had anything to complain of.</summary>
public abstract class BrowserTest(BrowserHost host) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<IPage> _pages = [];

    protected BrowserHost Host { get; } = host;

    /// <summary>A part of a console message that the test provokes.</summary>
    protected string? Expected { get; set; }

    protected IPage Page { get; private set; } = null!;

    /// <summary>Where the page is from.</summary>
    protected virtual string Url => Host.Url;

    public virtual async ValueTask InitializeAsync() => Page = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.Context.CloseAsync();
        }

        Assert.Empty(_complaints);
        GC.SuppressFinalize(this);
    }

    /// <summary>Console errors (which tell of violations of the content security policy, too) and exceptions fail the test.</summary>
    protected async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var page = await Host.Chromium.OpenAsync(Url, options);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !(Expected is not null && message.Text.Contains(Expected, StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        _pages.Add(page);
        return page;
    }

    /// <summary>Leaves a mark in the page's memory, which a reload or another page would lose.</summary>
    protected Task MarkAsync() => Page.EvaluateAsync("() => { window.mark = true; }");

    protected async Task AssertNotReloadedAsync() => Assert.True(await Page.EvaluateAsync<bool>("() => window.mark === true"), "The page was loaded anew.");

    protected ILocator Image(int number) => Page.Locator("li.image").Nth(number - 1);

    protected static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);

    /// <summary>Asks until it is so. <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions)"/> looks once and then waits for a navigation, which has happened if it came in between.</summary>
    protected Task ExpectAtAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync($"{Url}{path}");

    /// <summary>As long as pictures may take on a busy machine.</summary>
    protected static LocatorAssertionsToHaveCountOptions Patiently => new() { Timeout = 60_000 };

    /// <summary>Until an image has a state.</summary>
    protected static Task WaitForStateAsync(ILocator image, string state) =>
        Assertions.Expect(image).ToHaveAttributeAsync("data-status", state, new() { Timeout = 60_000 });
}
