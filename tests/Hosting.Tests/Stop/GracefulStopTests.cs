using System.Net;
using Microsoft.Extensions.Options;

namespace Products.Hosting.Tests.Stop;

public sealed class GracefulStopTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Told_to_stop_it_is_not_ready_at_once_and_still_serves()
    {
        await using var host = await StoppingHost.StartAsync(Long);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/ready")).StatusCode);

        _ = host.StopAsync();
        var readiness = await host.Client.GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        Assert.Contains("\"status\":\"stopping\"", await readiness.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("served", await host.Client.GetStringAsync("/"));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task An_answer_while_it_drains_is_the_last_of_its_connection()
    {
        await using var host = await StoppingHost.StartAsync(Long);
        Assert.Null((await host.Client.GetAsync("/")).Headers.ConnectionClose);

        _ = host.StopAsync();

        Assert.True((await host.Client.GetAsync("/")).Headers.ConnectionClose);
    }

    [Fact]
    public async Task What_is_in_flight_is_answered_before_it_ends()
    {
        await using var host = await StoppingHost.StartAsync(TimeSpan.Zero);
        var slow = host.Client.GetStringAsync("/slow");
        Assert.True(await host.SlowRequests.WaitAsync(Limit));

        var stopping = host.StopAsync();
        await RefusedAsync(host.Client);
        Assert.False(stopping.IsCompleted);
        host.AnswerSlowRequests();

        Assert.Equal("served", await slow);
        await stopping.WaitAsync(Limit);
    }

    [Fact]
    public async Task The_setting_decides_how_long_it_drains()
    {
        await using var host = await StoppingHost.StartAsync(Long, "--Hosting:DrainTime=00:00:00");

        await host.StopAsync().WaitAsync(Limit);

        await Assert.ThrowsAsync<HttpRequestException>(() => host.Client.GetAsync("/"));
    }

    [Fact]
    public async Task A_drain_time_out_of_range_is_named()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StoppingHost.StartAsync(Long, "--Hosting:DrainTime=01:00:00"));

        Assert.Contains("Hosting:DrainTime", failure.Message, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(HttpClient client)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (true)
            {
                await client.GetStringAsync("/", limit.Token);
            }
        }
        catch (HttpRequestException)
        {
            // It listens no more.
        }
    }
}
