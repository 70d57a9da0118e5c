using System.Net;
using System.Text;
using Products.Standalone.Tests.Api;

namespace Products.Standalone.Tests.Access;

/// <summary>Who may do what on each route. The routes are read from the API document, so that a new one is tested as soon as it stands there.</summary>
public sealed class RouteAccessTests(AccessHost host) : IClassFixture<AccessHost>, IAsyncLifetime
{
    private readonly Guid _owner = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();
    private readonly List<string> _flaws = [];
    private IReadOnlyList<ApiOperation> _operations = [];

    public async ValueTask InitializeAsync()
    {
        _operations = [.. ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json"))];
        foreach (var user in new[] { _owner, _other })
        {
            (await host.PostAsync("/users", host.User(user), new { name = "Ada" })).Is(HttpStatusCode.Created);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_a_valid_token_a_route_answers_401()
    {
        foreach (var operation in _operations.Where(IsGuarded))
        {
            var path = await RealPathAsync(operation);
            foreach (var (name, token) in host.BadTokens(_owner))
            {
                var answer = await host.SendAsync(operation.Method, path, token, BodyFor(operation));
                Note(operation, name, answer.Status != HttpStatusCode.Unauthorized ? $"answers {answer.Status}"
                    : !answer.Headers.WwwAuthenticate.ToString().StartsWith("Bearer", StringComparison.Ordinal) ? "does not say how to authenticate"
                    : operation.Method == "HEAD" ? null
                    : answer.Text.Contains("/problems/unauthorized", StringComparison.Ordinal) ? answer.Flaw() : answer.Text);
            }
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task Only_pictures_pages_health_and_figures_need_no_token()
    {
        var open = _operations.Where(operation => !IsGuarded(operation)).ToList();

        Assert.Equal(["GET /health/live", "GET /health/ready", "GET /images/{key}", "HEAD /images/{key}"], open.Select(operation => operation.Name).Order());
        foreach (var path in open.Select(operation => operation.PathWith(_ => "x")).Concat(["/docs/", "/openapi/v1.json", "/", "/ui/operator", "/ui/js/api.js", "/metrics"]))
        {
            var answer = await host.SendAsync("GET", path, token: null);
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{path}: {answer.Status}");
        }
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("other")]
    [InlineData("admin")]
    public async Task A_valid_token_opens_what_is_its_users(string who)
    {
        var token = who switch
        {
            "owner" => host.User(_owner),
            "other" => host.User(_other),
            _ => host.User(_other, "reader", "admin"),
        };
        foreach (var operation in _operations.Where(IsGuarded))
        {
            var answer = await host.SendAsync(operation.Method, await RealPathAsync(operation), token, BodyFor(operation));
            var status = operation.Path == "/products:batch" ? (HttpStatusCode)(int)answer.Json["items"]![0]!["status"]! : answer.Status;
            Note(operation, who, MayBe(operation, who)
                ? status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError ? $"answers {status}" : null
                : status != HttpStatusCode.Forbidden || !answer.Text.Contains("/problems/forbidden", StringComparison.Ordinal) ? $"answers {status}: {answer.Text}" : null);
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public void The_document_says_what_a_guarded_route_may_answer() => Assert.All(_operations.Where(IsGuarded), operation =>
    {
        var answers = operation.Description["responses"]!.AsObject();
        Assert.True(answers.ContainsKey("401"), operation.Name);
        Assert.True(answers.ContainsKey("403") || MayBe(operation, "other") || operation.Path == "/products:batch", operation.Name);
    });

    [Fact]
    public void The_document_says_what_a_token_is() =>
        Assert.Equal(("http", "bearer"),
            ((string?)_operations[0].Document["components"]!["securitySchemes"]!["bearer"]!["type"], (string?)_operations[0].Document["components"]!["securitySchemes"]!["bearer"]!["scheme"]));

    /// <summary>The rule: all read; a product is its owner's to change; admin routes are for admins, who own no more than others.</summary>
    private static bool MayBe(ApiOperation operation, string who) =>
        operation.Path.StartsWith("/admin", StringComparison.Ordinal) ? who == "admin"
        : operation.Method is "GET" or "HEAD" || operation.Path == "/users" || who == "owner";

    private static bool IsGuarded(ApiOperation operation) => operation.Description["security"] is not null;

    private HttpContent? BodyFor(ApiOperation operation) => operation.BodySchema is { } schema
        ? RawCalls.Body(Encoding.UTF8.GetBytes(operation.ValidValue(schema, _owner.ToString())!.ToJsonString()))
        : null;

    /// <summary>The operation's path, with a product of the owner and an image that exist.</summary>
    private async Task<string> RealPathAsync(ApiOperation operation)
    {
        if (!operation.Path.StartsWith("/products/{id}", StringComparison.Ordinal))
        {
            return operation.PathWith(_ => operation.Path.StartsWith("/users", StringComparison.Ordinal) ? _owner.ToString() : "1");
        }

        var product = await host.CreateProductAsync(_owner);
        return operation.PathWith(name => name == "id" ? product.Text("id") : product.Items("images")[0].Text("id"));
    }

    private void Note(ApiOperation operation, string variation, string? flaw)
    {
        if (flaw is not null)
        {
            _flaws.Add($"{operation.Name}, {variation}: {flaw}");
        }
    }
}
