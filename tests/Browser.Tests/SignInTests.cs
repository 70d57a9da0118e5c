using System.Security.Cryptography;
using Microsoft.Playwright;
using Products.Browser.Tests.Hosts;
using Products.Servers;

namespace Products.Browser.Tests;

/// <summary>With authentication on.</summary>
public sealed class SignInTests(BrowserHost host, SignInTests.GuardedHost guarded) : BrowserTest(host), IClassFixture<SignInTests.GuardedHost>
{
    protected override string Url => guarded.Url;

    public override ValueTask InitializeAsync()
    {
        Expected = "401"; // the browser's console tells of every answer that is no success
        return base.InitializeAsync();
    }

    [Fact]
    public async Task A_token_opens_the_catalogue_makes_products_and_is_gone_after_signing_out()
    {
        await Page.GotoAsync("/");
        await SignInAsync("not a token");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This is no token");
        await SignInAsync(guarded.Token("ada@example.com"));
        await Expect(Page.GetByText("The catalogue is empty").Or(Page.Locator(".card:not(.skeleton)").First)).ToBeVisibleAsync();
        await Expect(Page.Locator("#who")).ToContainTextAsync("ada@example.com");

        await Page.GotoAsync("/ui/new");
        await Expect(Page.GetByLabel("Your name")).ToBeHiddenAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Brass Lamp");
        await Page.GetByLabel("Price").FillAsync("1");
        await Page.Locator("[type=file]").SetInputFilesAsync(Photographs.Flower);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create product" }).ClickAsync();
        await WaitForStateAsync(Image(1), "ready");
        await Expect(Page.Locator(".live")).ToHaveTextAsync("Live");

        Assert.Empty(await Page.EvaluateAsync<string[]>("() => Object.keys(localStorage)"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        Assert.Empty(await Page.EvaluateAsync<string[]>("() => Object.keys(sessionStorage)"));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_asked_for_again()
    {
        await Page.GotoAsync("/");
        await SignInAsync(guarded.Expired());
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not valid");
        await SignInAsync(guarded.Token("ada@example.com"));
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_question_for_a_token_stays_until_it_is_answered()
    {
        await Page.GotoAsync("/");
        await Page.GetByLabel("Token").FillAsync("not a token");
        for (var press = 0; press < 3; press++)
        {
            await Page.Keyboard.PressAsync("Escape");
        }

        await SignInAsync(guarded.Token("ada@example.com"));
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Dead_letters_are_for_admins()
    {
        Expected = "40"; // 401 and 403
        await Page.GotoAsync("/ui/operator");
        await SignInAsync(guarded.Token("ada@example.com"));
        await Expect(Page.GetByText("the role of an admin")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await SignInAsync(guarded.Token("root@example.com", "admin"));
        await Expect(Page.GetByText("There are none.")).ToBeVisibleAsync();
    }

    private async Task SignInAsync(string token)
    {
        await Page.GetByLabel("Token").FillAsync(token);
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public sealed class GuardedHost : IAsyncLifetime
    {
        private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
        private readonly string _dataPath = Directory.CreateTempSubdirectory("products-browser-").FullName;
        private HostProcess? _process;

        public string Url => _process!.Client.BaseAddress!.ToString().TrimEnd('/');

        public async ValueTask InitializeAsync() =>
            _process = await HostProcess.StartAsync(_dataPath, $"--Access:SigningKey=base64:{Convert.ToBase64String(_secret)}", "--Logs:FrameworkLevel=Error");

        public string Token(string subject, params string[] roles) => new Token { Subject = subject, Roles = roles }.BySecret(_secret);

        public string Expired() => new Token { ExpiresIn = TimeSpan.FromHours(-1) }.BySecret(_secret);

        public async ValueTask DisposeAsync()
        {
            await _process!.DisposeAsync();
            Directory.Delete(_dataPath, recursive: true);
        }
    }
}
