using System.Net;
using System.Text.Json.Nodes;
using Products.Client;

namespace Products.TestKit;

/// <summary>What most tests ask of the API.</summary>
public static class ApiCalls
{
    /// <returns>The new user's id.</returns>
    public static async Task<Guid> CreateUserAsync(this ProductsClient api) => (await api.CreateUserAsync(new CreateUserRequest { Name = "Ada" })).Result.Id;

    /// <returns>The new product's id.</returns>
    public static async Task<Guid> CreateProductAsync(this ProductsClient api, Guid userId, params string[] images) =>
        (await api.CreateProductAsync(Lamp(userId) with { ProductImages = images })).Result.Id;

    public static CreateProductRequest Lamp(Guid userId) =>
        new() { UserId = userId, ProductName = "Lamp", ProductDescription = "Bright", ProductPrice = 12.5m };

    public static async Task<Product> ReadAsync(this ProductsClient api, Guid productId) => (await api.GetProductAsync(productId)).Result;

    /// <summary>The product once none of its images is pending.</summary>
    public static Task<Product> WhenDoneAsync(this ProductsClient api, Guid productId, int seconds = 60) => Until.TrueAsync(
        async () => (await api.GetProductAsync(productId, ImageWait.Images, timeout: 5)).Result,
        product => product.ImageStatus != ImagesStatus.Pending,
        seconds);

    /// <summary>Asserts that a request is refused with a problem of a kind, which names <paramref name="field"/>.</summary>
    public static async Task<ProblemDocument> IsRefusedAsync(this Task request, HttpStatusCode status, string kind, string? field = null)
    {
        var refusal = await Assert.ThrowsAsync<ApiException<ProblemDocument>>(() => request);
        Assert.Equal(((int)status, "/problems/" + kind), (refusal.StatusCode, refusal.Result.Type));
        Assert.True(field is null || refusal.Result.Errors?.ContainsKey(field) == true, refusal.Message);
        return refusal.Result;
    }

    public static async Task<JsonNode> GetJsonAsync(this HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(path))!;

    public static string Text(this JsonNode node, string property) => (string)node[property]!;

    public static IReadOnlyList<JsonNode> Items(this JsonNode node, string property) => [.. node[property]!.AsArray().Select(item => item!)];
}
