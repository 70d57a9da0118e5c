using System.Globalization;
using System.Net;
using System.Text;
using Products.Standalone.Tests.Api;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Access;

public sealed class RequestRateTests(RequestRateTests.Host host) : IClassFixture<RequestRateTests.Host>
{
    private const int PerMinute = 7;
    private const string Secret = "a secret of thirty-two bytes, or more";

    [Fact]
    public async Task Each_user_has_requests_of_their_own_and_is_told_when_to_come_back()
    {
        var token = new Token().BySecret(Encoding.UTF8.GetBytes(Secret));
        await SpendAsync(token);

        var refused = await SendAsync("/products", token);

        refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.InRange(int.Parse(refused.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
        (await SendAsync("/products", new Token().BySecret(Encoding.UTF8.GetBytes(Secret)))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reads_of_a_product_on_the_short_way_count_with_all_others()
    {
        var user = Guid.NewGuid();
        var token = new Token { Subject = user.ToString() }.BySecret(Encoding.UTF8.GetBytes(Secret));
        var product = await CreateAsync(user, token);
        for (var i = 2; i < PerMinute; i++) // two requests have made the user and the product
        {
            (await SendAsync(product, token)).Is(HttpStatusCode.OK);
        }

        var refused = await SendAsync(product, token);
        refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        Assert.True(refused.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task Without_a_valid_token_the_address_counts_as_the_load_balancer_tells_it()
    {
        for (var i = 0; i < PerMinute; i++)
        {
            (await SendAsync("/products", "bad", "203.0.113.7")).Is(HttpStatusCode.Unauthorized);
        }

        (await SendAsync("/products", "bad", "203.0.113.7")).Is(HttpStatusCode.TooManyRequests);
        (await SendAsync("/images/x", null, "203.0.113.7")).Is(HttpStatusCode.TooManyRequests);
        (await SendAsync("/products", "bad", "203.0.113.8")).Is(HttpStatusCode.Unauthorized);
        (await SendAsync("/products", "bad", "198.51.100.1, 203.0.113.7")).Is(HttpStatusCode.TooManyRequests); // what the client says of itself counts for nothing
    }

    [Fact]
    public async Task Health_is_answered_however_often_it_is_asked()
    {
        for (var i = 0; i < 3 * PerMinute; i++)
        {
            (await SendAsync("/health/live", null, "203.0.113.9")).Is(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task The_document_says_that_requests_are_counted()
    {
        var document = await SendAsync("/openapi/v1.json", null, "203.0.113.10");
        Assert.NotNull(document.Json["paths"]!["/products"]!["get"]!["responses"]!["429"]);
    }

    /// <returns>The path of a new product.</returns>
    private async Task<string> CreateAsync(Guid user, string token)
    {
        var bearer = ("Authorization", $"Bearer {token}");
        (await host.Client.SendJsonAsync("POST", "/users", new { name = "Ada" }, bearer)).Is(HttpStatusCode.Created);
        var product = new { user_id = user, product_name = "Lamp", product_description = "", product_price = 1, product_images = Array.Empty<string>() };
        return "/products/" + (await host.Client.SendJsonAsync("POST", "/products", product, bearer)).Is(HttpStatusCode.Created).Json.Text("id");
    }

    private async Task SpendAsync(string token)
    {
        for (var i = 0; i < PerMinute; i++)
        {
            (await SendAsync("/products", token)).Is(HttpStatusCode.OK);
        }
    }

    private Task<Answer> SendAsync(string path, string? token, string? client = null)
    {
        (string, string)[] headers =
        [
            .. token is null ? Array.Empty<(string, string)>() : [("Authorization", $"Bearer {token}")],
            .. client is null ? Array.Empty<(string, string)>() : [("X-Forwarded-For", client)],
        ];
        return host.Client.SendAsync("GET", path, null, headers);
    }

    public sealed class Host : TestHost
    {
        protected override IEnumerable<string> Settings =>
            [$"--Api:RequestsPerMinute={PerMinute}", $"--Access:SigningKey={Secret}", "--Api:TrustedProxies=127.0.0.1"];
    }
}
