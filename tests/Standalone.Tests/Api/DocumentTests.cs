using System.Net;
using System.Text.RegularExpressions;

namespace Products.Standalone.Tests.Api;

/// <summary>What holds for the API as a whole: its document, its page, health, and answers to what no route serves.</summary>
public sealed partial class DocumentTests(ApiHost host)
{
    private static readonly string[] Contract =
    [
        "POST /users", "GET /users/{id}",
        "POST /products", "POST /products:batch", "GET /products/{id}", "HEAD /products/{id}", "GET /products",
        "PUT /products/{id}", "PATCH /products/{id}", "DELETE /products/{id}",
        "GET /products/{id}/images", "GET /products/{id}/images/{imageId}", "POST /products/{id}/images",
        "PATCH /products/{id}/images/{imageId}", "DELETE /products/{id}/images/{imageId}",
        "PUT /products/{id}/images/order", "POST /products/{id}/images/{imageId}/retry",
        "GET /images/{key}", "HEAD /images/{key}",
        "GET /changes", "GET /events", "GET /products/{id}/events",
        "GET /admin/dead-letters", "POST /admin/dead-letters/{id}/replay", "DELETE /admin/dead-letters/{id}", "POST /admin/dead-letters/replay",
        "GET /health/live", "GET /health/ready",
    ];

    [Fact]
    public async Task The_document_is_complete()
    {
        var document = await host.Client.GetJsonAsync("/openapi/v1.json");
        var operations = ApiOperation.AllOf(document).ToList();

        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        Assert.Empty(Contract.Except(operations.Select(operation => operation.Name)));
        Assert.Equal(operations.Count, operations.DistinctBy(operation => (string?)operation.Description["operationId"]).Count());
        Assert.All(operations, operation =>
        {
            Assert.NotNull(operation.Description["summary"]);
            Assert.Contains(operation.Description["responses"]!.AsObject(), answer => answer.Key[0] == '2');
            Assert.Equal(operation.Method is "PUT" or "PATCH" || (operation.Method == "POST" && !RetriesOrReplays(operation)), operation.ContentTypes.Any());
        });
    }

    [Theory]
    [InlineData("GET /products/{id}", "304")]
    [InlineData("PUT /products/{id}", "412")]
    [InlineData("POST /products/{id}/images/{imageId}/retry", "409")]
    [InlineData("POST /products:batch", "207")]
    public async Task The_document_names_the_answer(string operation, string status)
    {
        var operations = ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json"));
        Assert.NotNull(operations.Single(candidate => candidate.Name == operation).Description["responses"]![status]);
    }

    [Fact]
    public async Task The_page_needs_no_other_host()
    {
        var page = (await host.Client.SendAsync("GET", "/docs/")).Is(HttpStatusCode.OK);
        var script = (await host.Client.SendAsync("GET", "/docs/scalar.js")).Is(HttpStatusCode.OK);

        Assert.DoesNotMatch(OtherHost(), page.Text);
        Assert.True(script.Text.Length > 100_000);
        Assert.Contains("default-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_names_each_dependency()
    {
        Assert.Equal("healthy", (await host.Api.GetLivenessAsync()).Result.Status);
        var ready = (await host.Api.GetReadinessAsync()).Result;
        Assert.Equal("healthy", ready.Status);
        Assert.NotEmpty(ready.Dependencies);
    }

    [Theory]
    [InlineData("/ui/nothing")]
    [InlineData("/ui/products/1")]
    [InlineData("/nothing/here")]
    [InlineData("/products/not-a-uuid")]
    [InlineData("/users/1")]
    public async Task What_no_route_serves_is_a_problem(string path) =>
        (await host.Client.SendAsync("GET", path, null, ("Accept", "text/html"))).IsProblem(HttpStatusCode.NotFound, "not-found");

    [Fact]
    public async Task A_wrong_method_is_a_problem_that_names_the_right_ones()
    {
        var answer = await host.Client.SendAsync("POST", $"/products/{Guid.NewGuid()}");
        answer.IsProblem(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(["DELETE", "GET", "HEAD", "PATCH", "PUT"], answer.ContentHeaders.Allow.Order());
    }

    [Fact]
    public async Task Every_answer_is_safe_in_a_browser_and_silent_about_the_server()
    {
        var answer = await host.Client.SendAsync("GET", "/products");
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_problem_carries_the_trace_of_its_request()
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var answer = await host.Client.SendAsync("GET", "/nothing", null, ("traceparent", $"00-{trace}-b7ad6b7169203331-01"));
        Assert.Equal(trace, answer.Json.Text("trace_id"));
    }

    private static bool RetriesOrReplays(ApiOperation operation) => operation.Path.EndsWith("/retry", StringComparison.Ordinal)
        || operation.Path.EndsWith("/replay", StringComparison.Ordinal);

    [GeneratedRegex("(src|href)=\"(https?:)?//|https?://(?!127\\.0\\.0\\.1|localhost|www\\.w3\\.org)")]
    private static partial Regex OtherHost();
}
