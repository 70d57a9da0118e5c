using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

/// <summary>A product is read on a short way, past routing and all that stands before it, or on the long one: a client cannot tell.</summary>
public sealed class ShortWayTests(ShortWayTests.Host host) : IClassFixture<ShortWayTests.Host>
{
    private static readonly (string Name, string Value)[] NoHeaders = [];

    private static readonly (string Method, (string Name, string Value)[] Headers)[] Reads =
    [
        ("GET", NoHeaders),
        ("HEAD", NoHeaders),
        ("GET", [("Accept", "text/html")]),
        ("GET", [("Accept-Encoding", "gzip")]),
        ("GET", [("Range", "bytes=0-1")]),
        .. new[] { "\"1\"", "\"2\"", "\"1\", \"2\"", "\"2\", \"1\"", "W/\"1\"", "W/\"2\"", "*", "1", "\"1", "\"01\"", "" }
            .SelectMany(condition => new[] { "GET", "HEAD" }.Select(method => (method, new[] { ("If-None-Match", condition) }))),
        ("GET", [("If-Match", "\"7\"")]),
        ("GET", [("If-Modified-Since", "Wed, 21 Oct 2099 07:28:00 GMT")]),
        ("GET", [("If-Unmodified-Since", "Wed, 21 Oct 2015 07:28:00 GMT")]),
        ("GET", [("If-Range", "\"7\"")]),
    ];

    [Fact]
    public async Task Both_ways_give_the_same_status_headers_and_bytes()
    {
        var paths = await CreateAsync();
        var shortWay = await AnswersAsync(paths);
        host.LogOneReadIn = 1;
        await host.RestartAsync();
        var longWay = await AnswersAsync(paths);

        Assert.Equal(longWay, shortWay);
        Assert.Contains(shortWay, answer => answer.Contains(": 200", StringComparison.Ordinal));
        Assert.Contains(shortWay, answer => answer.Contains(": 304", StringComparison.Ordinal));
        Assert.Contains(shortWay, answer => answer.Contains(": 400", StringComparison.Ordinal));
    }

    /// <returns>A product with characters that JSON may write in more than one way, and one that is not there.</returns>
    private async Task<string[]> CreateAsync()
    {
        var user = await host.Api.CreateUserAsync();
        var body = new { user_id = user, product_name = "Lämpchen <b>\"&'/\\😀 ", product_description = "", product_price = 1.50m, currency = "EUR", product_images = Array.Empty<string>() };
        return ["/products/" + (await host.Client.SendJsonAsync("POST", "/products", body)).Json.Text("id"), "/products/" + Guid.NewGuid()];
    }

    private async Task<List<string>> AnswersAsync(string[] paths)
    {
        var answers = new List<string>();
        foreach (var path in paths)
        {
            foreach (var (method, headers) in Reads)
            {
                await host.Client.SendAsync("GET", path); // from now on it is kept, where it may be
                answers.Add($"{method} {string.Join(',', headers)}: {Describe(await host.Client.SendAsync(method, path, null, headers))}");
            }
        }

        return answers;
    }

    private static string Describe(Answer answer)
    {
        var headers = answer.Headers.Concat(answer.ContentHeaders).Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}={string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        var text = answer.Text.Contains("trace_id", StringComparison.Ordinal) ? (string?)answer.Json["detail"] : answer.Text;
        return $"{(int)answer.Status} {string.Join("; ", headers)} {text}";
    }

    public sealed class Host : TestHost
    {
        public int LogOneReadIn { get; set; } = 1_000_000;

        protected override IEnumerable<string> Settings => [$"--Api:LogOneReadIn={LogOneReadIn}"];
    }
}
