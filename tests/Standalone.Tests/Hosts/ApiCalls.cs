using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Products.Standalone.Tests.Hosts;

/// <summary>The API as a client sees it: JSON in, JSON out.</summary>
public static class ApiCalls
{
    public static async Task<JsonNode> GetJsonAsync(this HttpClient api, string path)
    {
        var json = await api.GetFromJsonAsync<JsonNode>(path);
        return json!;
    }

    public static async Task<JsonNode> PostJsonAsync(this HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <returns>The new user's id.</returns>
    public static async Task<string> CreateUserAsync(this HttpClient api) =>
        (await api.PostJsonAsync("/users", new { name = "Ada" })).Text("id");

    /// <returns>The new product's id.</returns>
    public static async Task<string> CreateProductAsync(this HttpClient api, string userId, params string[] images)
    {
        var body = new { user_id = userId, product_name = "Lamp", product_description = "Bright", product_price = 12.5m, product_images = images };
        return (await api.PostJsonAsync("/products", body)).Text("id");
    }

    /// <summary>The product once none of its images is pending.</summary>
    public static Task<JsonNode> WhenDoneAsync(this HttpClient api, string productId, int seconds = 60) => Until.TrueAsync(
        () => api.GetJsonAsync($"/products/{productId}?wait=images&timeout=5"),
        product => product.Text("image_status") != "pending",
        seconds);

    public static string Text(this JsonNode node, string property) => (string)node[property]!;

    public static IReadOnlyList<JsonNode> Items(this JsonNode node, string property) => [.. node[property]!.AsArray().Select(item => item!)];
}
