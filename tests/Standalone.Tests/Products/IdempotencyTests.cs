using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Products;

public sealed class IdempotencyTests(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task Sixteen_clients_with_one_key_at_the_same_moment_create_one_product()
    {
        var user = await host.Client.CreateUserAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostAsync(user, "one-key", "Lamp")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers, answer => !answer.Headers.Contains("Idempotent-Replayed"));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Single((await host.Client.GetJsonAsync($"/products?user_id={user}")).Items("items"));
    }

    [Fact]
    public async Task A_replay_is_answered_as_the_first_time_even_after_a_change()
    {
        var user = await host.Client.CreateUserAsync();
        using var first = await PostAsync(user, "changed", "Lamp");
        var body = await first.Content.ReadAsStringAsync();
        using var change = await host.Client.PatchAsJsonAsync($"/products/{JsonNode.Parse(body)!["id"]}", new { product_name = "Lantern" });
        Assert.True(change.IsSuccessStatusCode);

        using var replay = await PostAsync(user, "changed", "Lamp");

        Assert.Equal(body, await replay.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.ETag, replay.Headers.ETag);
        Assert.Equal(first.Headers.Location, replay.Headers.Location);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var user = await host.Client.CreateUserAsync();
        using var first = await PostAsync(user, "twice", "Lamp");
        using var second = await PostAsync(user, "twice", "Lantern");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string user, string key, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/products")
        {
            Content = JsonContent.Create(new { user_id = user, product_name = name, product_description = "", product_price = 1 }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await host.Client.SendAsync(request);
    }
}
