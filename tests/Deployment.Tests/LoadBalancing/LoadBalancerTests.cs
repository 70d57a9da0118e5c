using System.Diagnostics;
using System.Net;
using Products.Servers.Cluster;
using Products.Servers.Processes;

namespace Products.Deployment.Tests.LoadBalancing;

/// <summary>The deployed haproxy.cfg before two front ends, <c>a</c> and <c>b</c>.</summary>
public sealed class LoadBalancerTests : IAsyncLifetime
{
    private readonly FakeFrontend _a = new("a");
    private readonly FakeFrontend _b = new("b");
    private LoadBalancer? _balancer;

    private HttpClient Client => _balancer!.Client;

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(_a.StartAsync(), _b.StartAsync());
        _balancer = await LoadBalancer.StartAsync([("a", _a.Port), ("b", _b.Port)]);
    }

    [Fact]
    public async Task Both_are_sent_requests_with_the_address_of_the_client()
    {
        var answers = new List<string>();
        for (var request = 0; request < 4; request++)
        {
            answers.Add(await Client.GetStringAsync("/"));
        }

        Assert.Equal(["a 127.0.0.1", "b 127.0.0.1"], answers.Distinct().Order());
    }

    [Fact]
    public async Task What_a_client_makes_up_about_its_address_is_not_passed_on()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Forwarded-For", "192.0.2.1" } } };

        using var answer = await Client.SendAsync(request);

        Assert.Matches("^[ab] 127.0.0.1$", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_front_end_that_is_not_ready_is_soon_sent_nothing_more()
    {
        _a.IsReady = false;
        var started = Stopwatch.GetTimestamp();
        await UntilAsync(async () => !(await _balancer!.FrontendsAsync())["a"]);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 3); // which is how long a front end drains

        var before = _a.Seen.Count;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Client.GetStringAsync("/")));

        Assert.Equal(before, _a.Seen.Count);
    }

    [Fact]
    public async Task A_front_end_that_is_gone_costs_no_request_whatever_its_method()
    {
        await Client.GetStringAsync("/");
        await _a.DisposeAsync();

        for (var request = 0; request < 10; request++)
        {
            using var answer = await Client.PostAsync("/", new StringContent("{}"));
            Assert.StartsWith("b ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_read_that_was_broken_off_is_read_elsewhere()
    {
        _a.BreaksOff = true;
        for (var request = 0; request < 4; request++)
        {
            Assert.StartsWith("b ", await Client.GetStringAsync("/"), StringComparison.Ordinal);
        }

        Assert.NotEmpty(_a.Seen);
    }

    [Fact]
    public async Task A_change_that_was_broken_off_is_told_as_a_problem()
    {
        _a.BreaksOff = _b.BreaksOff = true;
        using var answer = await Client.PostAsync("/products", new StringContent("{}"));

        Assert.Single(_a.Seen.Concat(_b.Seen));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("POST", "/products")]
    [InlineData("POST", "/products/")]
    [InlineData("POST", "/products:batch")]
    public async Task A_creation_with_a_key_that_was_broken_off_is_repeated_elsewhere(string method, string path)
    {
        _a.BreaksOff = true;
        for (var request = 0; request < 2; request++)
        {
            using var answer = await SendWithKeyAsync(method, path);
            Assert.StartsWith("b ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.NotEmpty(_a.Seen);
    }

    [Theory]
    [InlineData("POST", "/users")]
    [InlineData("POST", "/products/0198a0a0-0000-7000-8000-000000000001/images")]
    [InlineData("PATCH", "/products/0198a0a0-0000-7000-8000-000000000001")]
    [InlineData("PATCH", "/products")]
    public async Task A_change_that_knows_no_key_is_not_repeated_though_it_has_one(string method, string path)
    {
        _a.BreaksOff = _b.BreaksOff = true;
        using var answer = await SendWithKeyAsync(method, path);

        Assert.Single(_a.Seen.Concat(_b.Seen));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    [InlineData("/HEALTH/ready")]
    [InlineData("/%68ealth/ready?a=b")]
    [InlineData("/products/../health/ready")]
    [InlineData("/%2e%2e/health/ready")]
    [InlineData("/metrics")]
    [InlineData("/Metric%73/")]
    public async Task The_health_pages_and_figures_of_the_front_ends_are_not_handed_on(string path)
    {
        using var answer = await Client.GetAsync(new Uri(_balancer!.Url.OriginalString + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(_a.Seen.Concat(_b.Seen));
    }

    [Theory]
    [InlineData("/health/%zz/../ready")]
    [InlineData("/%/../health/ready")]
    [InlineData("/products/%4")]
    public async Task A_path_that_cannot_be_decoded_is_refused(string path)
    {
        using var answer = await Client.GetAsync(new Uri(_balancer!.Url.OriginalString + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(_a.Seen.Concat(_b.Seen));
    }

    [Fact]
    public async Task Its_own_page_says_whether_a_front_end_is_ready()
    {
        Assert.Contains("\"healthy\"", await Client.GetStringAsync("/balancer"), StringComparison.Ordinal);

        _a.IsReady = _b.IsReady = false;
        await UntilAsync(async () => (await Client.GetAsync("/balancer")).StatusCode == HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Nobody_ready_is_told_as_a_problem_with_a_time_to_come_back()
    {
        _a.IsReady = _b.IsReady = false;
        await UntilAsync(async () => (await _balancer!.FrontendsAsync()).Values.All(up => !up));

        using var answer = await Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("/problems/unavailable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_front_end_can_be_added_and_removed_while_it_runs()
    {
        await using var c = await new FakeFrontend("c").StartAsync();
        await _balancer!.AddAsync("c", c.Port);
        await UntilAsync(async () => (await Client.GetStringAsync("/")).StartsWith("c ", StringComparison.Ordinal));

        await _balancer.RemoveAsync("c");
        var before = c.Seen.Count;
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Client.GetStringAsync("/")));

        Assert.Equal(before, c.Seen.Count);
    }

    [Fact]
    public async Task The_deployed_configuration_is_valid()
    {
        var start = new ProcessStartInfo("haproxy", ["-c", "-f", Repository.Path("deploy", "haproxy.cfg")]);
        await using var check = new ManagedProcess("haproxy", () => start);
        check.Start();

        Assert.Equal(0, await check.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(check.Log, line => line.Contains("WARNING", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _balancer!.DisposeAsync();
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    private async Task<HttpResponseMessage> SendWithKeyAsync(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent("{}"), Headers = { { "Idempotency-Key", "k" } } };
        return await Client.SendAsync(request);
    }

    private static Task UntilAsync(Func<Task<bool>> condition) => Until.TrueAsync(condition, met => met);
}
