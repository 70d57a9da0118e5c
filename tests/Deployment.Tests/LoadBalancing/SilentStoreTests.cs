using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Products.Hosting.Cluster;
using Products.Servers.Cluster;
using Products.Servers.Processes;
using Products.WebFrontend;

namespace Products.Deployment.Tests.LoadBalancing;

/// <summary>A front end whose S3 takes connections and says nothing, as the load balancer sees it.</summary>
public sealed class SilentStoreTests : IAsyncLifetime
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly HttpClient _client = new();
    private WebApplication? _frontend;

    private int Port => new Uri(_frontend!.Urls.Single()).Port;

    public async ValueTask InitializeAsync()
    {
        _silent.Start();
        _frontend = FrontendHost.Build(
        [
            "--urls=http://127.0.0.1:0", $"--Redis:Membership=127.0.0.1:{FreePort.Next()}", "--Logs:Level=Error",
            $"--S3:Endpoint=http://{_silent.LocalEndpoint}", "--S3:Bucket=products", "--S3:AccessKey=key", "--S3:SecretKey=secret",
        ]);
        await _frontend.StartAsync(TestContext.Current.CancellationToken);
        var cluster = _frontend.Services.GetRequiredService<ClusterState>();
        cluster.Start();
        cluster.Count(gateways: 1); // as if a silo had answered
    }

    [Fact]
    public async Task It_is_degraded_and_says_so_at_once()
    {
        for (var question = 0; question < 10; question++)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await _client.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"), TestContext.Current.CancellationToken);
            Assert.InRange(Stopwatch.GetElapsedTime(asked).TotalSeconds, 0, 2); // as long as the load balancer waits

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal("degraded", (string?)page["status"]);
            Assert.Equal("degraded", (string?)page["dependencies"]!["image_store"]!["status"]);
        }
    }

    [Fact]
    public async Task The_load_balancer_finds_it_well_and_sends_it_requests()
    {
        await using var balancer = await LoadBalancer.StartAsync([("frontend", Port)]);

        Assert.Equal("L7OK", await FirstCheckAsync(balancer));
        using var answer = await balancer.Client.GetAsync("/docs/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _silent.Dispose();
        await using (_frontend)
        {
            await _frontend!.StopAsync(); // before its services go: the background services still use them
        }
    }

    private static Task<string> FirstCheckAsync(LoadBalancer balancer) =>
        Until.TrueAsync(async () => (await balancer.ChecksAsync())["frontend"], result => result is not ("INI" or ""));
}
