using System.Net;
using System.Text;
using Products.Grains.Interfaces.Products;

namespace Products.Standalone.Tests.Api;

/// <summary>Conditions of RFC 9110: evaluated, or refused by name, and never taken for one that holds.</summary>
public sealed class ConditionTests(ApiHost host) : IAsyncLifetime
{
    private const string Past = "Wed, 21 Oct 2015 07:28:00 GMT";

    private static readonly string[] Conditions = ["If-Match", "If-None-Match", "If-Unmodified-Since"];

    private Guid _userId;
    private Guid _id;

    public async ValueTask InitializeAsync()
    {
        _userId = await host.Api.CreateUserAsync();
        _id = await host.Api.CreateProductAsync(_userId, "http://192.0.2.1/a.jpg");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Every route that takes If-Match takes If-None-Match as well; a new one is tested as soon as it stands in the document.</summary>
    [Theory]
    [InlineData("*")]
    [InlineData("\"1\"")]
    [InlineData("\"7\", W/\"1\"")]
    public async Task A_change_is_not_made_to_a_revision_that_it_excludes(string excluded)
    {
        var changes = (await OperationsAsync()).Where(operation => operation.ParametersIn("header").Contains("If-Match")).ToList();
        Assert.NotEmpty(changes);
        foreach (var change in changes)
        {
            var answer = await SendAsync(change, ("If-None-Match", excluded));
            Assert.Equal(1, (int?)answer.IsProblem(HttpStatusCode.PreconditionFailed, "precondition-failed")["revision"]);
        }

        Assert.Equal(1, (await host.Api.ReadAsync(_id)).Revision);
    }

    [Fact]
    public async Task A_change_is_made_to_a_revision_that_it_does_not_exclude()
    {
        (await host.Client.SendJsonAsync("PATCH", $"/products/{_id}", new { product_name = "a" }, ("If-Match", "\"1\""), ("If-None-Match", "\"2\""))).Is(HttpStatusCode.OK);
        (await host.Client.SendJsonAsync("PATCH", $"/products/{_id}", new { product_name = "b" }, ("If-Match", "\"1\""), ("If-None-Match", "*")))
            .IsProblem(HttpStatusCode.PreconditionFailed, "stale-revision");
        (await host.Client.SendAsync("DELETE", $"/products/{Guid.NewGuid()}", null, ("If-None-Match", "*"))).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_condition_that_a_route_does_not_evaluate_is_refused_by_name()
    {
        var seen = 0;
        foreach (var operation in (await OperationsAsync()).Where(IsOfTheApi))
        {
            foreach (var condition in Conditions.Except(operation.ParametersIn("header")))
            {
                var answer = await SendAsync(operation, (condition, condition == "If-Unmodified-Since" ? Past : "\"1\""));
                Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{operation.Name}, {condition}: {answer}");
                Assert.Null(operation.Method == "HEAD" ? null : answer.Flaw(condition));
                seen++;
            }
        }

        Assert.True(seen > 30);
        Assert.Equal(1, (await host.Api.ReadAsync(_id)).Revision);
    }

    [Fact]
    public async Task A_date_counts_for_nothing_beside_a_revision() =>
        (await host.Client.SendJsonAsync("PATCH", $"/products/{_id}", new { product_name = "a" }, ("If-Match", "\"1\""), ("If-Unmodified-Since", Past))).Is(HttpStatusCode.OK);

    [Theory]
    [InlineData("If-Modified-Since", Past)]
    [InlineData("If-Range", "\"7\"")]
    public async Task What_the_RFC_has_ignored_is_ignored(string condition, string value)
    {
        (await host.Client.SendAsync("GET", $"/products/{_id}", null, (condition, value))).Is(HttpStatusCode.OK);
        (await host.Client.SendAsync("DELETE", $"/products/{_id}", null, (condition, value))).Is(HttpStatusCode.NoContent);
    }

    private static bool IsOfTheApi(ApiOperation operation) =>
        !operation.Path.StartsWith("/images", StringComparison.Ordinal) && !operation.Path.StartsWith("/health", StringComparison.Ordinal);

    private async Task<IEnumerable<ApiOperation>> OperationsAsync() => ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json"));

    private Task<Answer> SendAsync(ApiOperation operation, params (string Name, string Value)[] headers)
    {
        var path = operation.PathWith(name => name switch
        {
            "imageId" => ProductId.OfInitialImage(_id, 0).ToString(),
            _ when operation.Path.StartsWith("/users", StringComparison.Ordinal) => _userId.ToString(),
            _ when operation.Path.StartsWith("/admin", StringComparison.Ordinal) => "1",
            _ => _id.ToString(),
        });
        var body = operation.BodySchema is { } schema ? RawCalls.Body(Encoding.UTF8.GetBytes(operation.ValidValue(schema, _userId.ToString())!.ToJsonString())) : null;
        return host.Client.SendAsync(operation.Method, path + operation.RequiredQuery(_userId.ToString()), body, headers);
    }
}
