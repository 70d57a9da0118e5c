using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Products.Hosting.Health;
using Products.Hosting.Stop;
using Products.Servers.Cluster;

namespace Products.Deployment.Tests.LoadBalancing;

/// <summary>The stop of a process and the eyes of the load balancer, together.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task A_front_end_that_stops_under_load_costs_no_request()
    {
        await using var first = await StartFrontendAsync();
        await using var second = await StartFrontendAsync();
        await using var balancer = await LoadBalancer.StartAsync([("first", PortOf(first)), ("second", PortOf(second))]);
        using var enough = new CancellationTokenSource();
        var answers = new ConcurrentQueue<int>();
        var clients = Enumerable.Range(0, 8).Select(_ => PostAsync(balancer.Client, answers, enough.Token)).ToArray();

        await MoreAsync(answers);
        first.Lifetime.StopApplication();
        await first.StopAsync(TestContext.Current.CancellationToken);
        await MoreAsync(answers);
        await enough.CancelAsync();
        await Task.WhenAll(clients);

        Assert.All(answers, status => Assert.Equal(200, status));
    }

    /// <summary>Waits for a hundred more answers.</summary>
    private static Task MoreAsync(ConcurrentQueue<int> answers)
    {
        var before = answers.Count;
        return Until.TrueAsync(() => Task.FromResult(answers.Count), count => count >= before + 100);
    }

    private static int PortOf(WebApplication frontend) => new Uri(frontend.Urls.Single()).Port;

    private static async Task<WebApplication> StartFrontendAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHealth();
        builder.AddGracefulStop(TimeSpan.FromSeconds(3)); // as WebFrontend
        var app = builder.Build();
        app.MapHealth();
        app.MapPost("/", async () =>
        {
            await Task.Delay(5);
            return "created";
        });
        await app.StartAsync();
        return app;
    }

    private static async Task PostAsync(HttpClient client, ConcurrentQueue<int> answers, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            using var answer = await client.PostAsync("/", new StringContent("{}"), CancellationToken.None);
            answers.Enqueue((int)answer.StatusCode);
        }
    }
}
