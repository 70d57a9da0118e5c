using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Products.Hosting.Health;

namespace Products.Hosting.Tests.Health;

public sealed class ReadinessTests : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly TaskCompletionSource<HealthCheckResult> _never = new();
    private readonly ManualResetEventSlim _testEnds = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_dependency_is_named_and_the_worst_counts()
    {
        await using var app = await StartAsync(checks => checks
            .AddCheck("well", () => HealthCheckResult.Healthy("2 silos"))
            .AddCheck("so_so", () => HealthCheckResult.Degraded("0 consumers")));

        var (status, page) = await LookAsync(app);

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, (string?)page["status"]));
        Assert.Equal(("healthy", "2 silos"), StateOf(page, "well"));
        Assert.Equal(("degraded", "0 consumers"), StateOf(page, "so_so"));
    }

    [Fact]
    public async Task What_a_check_throws_is_not_told_to_who_asks()
    {
        await using var app = await StartAsync(checks => checks.AddCheck("broken", () => throw new InvalidOperationException("Password=secret")));

        var (status, page) = await LookAsync(app);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(("unhealthy", null), StateOf(page, "broken"));
    }

    [Fact]
    public async Task A_check_that_hangs_and_heeds_no_token_is_given_up_within_a_second()
    {
        await using var app = await StartAsync(checks => checks.AddAsyncCheck("s3", () => _never.Task).AddCheck("redis", Block));
        var asked = Stopwatch.GetTimestamp();

        var (status, page) = await LookAsync(app);

        Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 2);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(("unhealthy", "no answer within 1 s"), StateOf(page, "s3"));
        Assert.Equal(("unhealthy", "no answer within 1 s"), StateOf(page, "redis"));
    }

    [Fact]
    public async Task A_check_that_hangs_is_as_bad_as_one_that_fails()
    {
        await using var app = await StartAsync(checks => checks.Add(new("s3", new Hanging(), HealthStatus.Degraded, tags: null)));

        var (status, page) = await LookAsync(app);

        Assert.Equal((HttpStatusCode.OK, "degraded"), (status, (string?)page["status"]));
    }

    public void Dispose()
    {
        _testEnds.Set();
        _client.Dispose();
    }

    private static (string?, string?) StateOf(JsonNode page, string dependency) =>
        ((string?)page["dependencies"]![dependency]!["status"], (string?)page["dependencies"]![dependency]!["description"]);

    private static async Task<WebApplication> StartAsync(Action<IHealthChecksBuilder> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHealth();
        add(builder.Services.AddHealthChecks());
        var app = builder.Build();
        app.MapHealth();
        await app.StartAsync(Cancelled);
        return app;
    }

    private async Task<(HttpStatusCode Status, JsonNode Page)> LookAsync(WebApplication app)
    {
        using var answer = await _client.GetAsync(new Uri(app.Urls.Single() + "/health/ready"), Cancelled);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!);
    }

    private HealthCheckResult Block()
    {
        _testEnds.Wait(Cancelled);
        return HealthCheckResult.Healthy();
    }

    private sealed class Hanging : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
