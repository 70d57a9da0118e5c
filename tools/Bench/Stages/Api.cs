using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Products.Bench.Stages;

/// <summary>What benchmarks ask of the REST API outside the clock.</summary>
internal static class Api
{
    private const int Parallel = 16;

    private static readonly string Description = string.Concat(Enumerable.Repeat("A lamp with a swivelling arm, a linen shade and a dimmer. ", 12));

    /// <returns>The id.</returns>
    public static Task<string> CreateUserAsync(this HttpClient api) => api.PostAsync("/users", new { name = "Ada" });

    /// <returns>The path.</returns>
    public static async Task<string> CreateProductAsync(this HttpClient api, string user, int number = 0, params string[] images) => "/products/" + await api.PostAsync("/products", new
    {
        user_id = user,
        product_name = $"Brass reading lamp {number}",
        product_description = Description,
        product_price = number % 200 + 0.5m,
        currency = "EUR",
        product_images = images,
    });

    /// <returns>The paths.</returns>
    public static async Task<string[]> CreateProductsAsync(this HttpClient api, string user, int count)
    {
        var paths = new string[count];
        await System.Threading.Tasks.Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Parallel },
            async (number, _) => paths[number] = await api.CreateProductAsync(user, number));
        return paths;
    }

    /// <summary>GETs every path once.</summary>
    public static Task ReadAllAsync(this HttpClient api, IEnumerable<string> paths) =>
        System.Threading.Tasks.Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (path, stop) => await api.GetByteArrayAsync(path, stop));

    /// <summary>Waits until all images of a product are made.</summary>
    /// <exception cref="InvalidOperationException">One failed; the message is the product.</exception>
    public static async Task<JsonNode> ReadyAsync(this HttpClient api, string path)
    {
        JsonNode product;
        do
        {
            product = (await api.GetFromJsonAsync<JsonNode>($"{path}?wait=images&timeout=20"))!;
        }
        while ((string)product["image_status"]! == "pending");

        return (string)product["image_status"]! == "ready" ? product : throw new InvalidOperationException(product.ToJsonString());
    }

    private static async Task<string> PostAsync(this HttpClient api, string path, object body)
    {
        using var answer = await api.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }
}
