using System.Diagnostics;
using Products.Client;
using Products.Servers.Processes;

namespace Products.Servers.Cluster;

/// <summary>A silo, a front end or a worker as a process of its own, which can be killed, stopped, paused and started again.</summary>
public sealed class ProductsProcess : IAsyncDisposable
{
    /// <summary>One that ends so often before it is ready will never be.</summary>
    private const int RestartsBeforeReady = 5;

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(5);

    private readonly ProcessPlan _plan;

    public ProductsProcess(ProcessPlan plan)
    {
        _plan = plan;
        Process = new ManagedProcess(plan.Name, plan.ToStartInfo, plan.LogFile) { RestartAfter = plan.RestartAfter };
        Client = new HttpClient { BaseAddress = plan.Url, Timeout = TimeSpan.FromSeconds(90) };
    }

    public string Name => _plan.Name;

    /// <summary>Its program, such as <c>Silo</c>.</summary>
    public string Kind => _plan.Assembly;

    public int Port => _plan.Port;

    public ManagedProcess Process { get; }

    /// <summary>Its ways to the servers, where <see cref="ClusterOptions.Linked"/> is set.</summary>
    public ServerLinks? Links => _plan.Links;

    /// <summary>Straight to this process, past any load balancer.</summary>
    public HttpClient Client { get; }

    /// <inheritdoc cref="Client"/>
    public ProductsClient Api => Client.Typed();

    /// <summary>Starts it, again if it has ended, and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended; the message is what it printed.</exception>
    /// <exception cref="TimeoutException">It is not ready after the time limit; the message is its readiness and what it printed.</exception>
    public async Task StartAsync(TimeSpan? limit = null)
    {
        Process.Start();
        await ReadyAsync(limit);
    }

    /// <inheritdoc cref="ManagedProcess.KillAsync"/>
    public Task KillAsync() => Process.KillAsync();

    /// <inheritdoc cref="ManagedProcess.StopAsync"/>
    public Task<int> StopAsync() => Process.StopAsync();

    /// <summary>Waits until <c>/health/ready</c> answers with success.</summary>
    public async Task ReadyAsync(TimeSpan? limit = null)
    {
        var started = Stopwatch.GetTimestamp();
        var restarts = Process.Restarts;
        var seen = "nothing";
        while (Stopwatch.GetElapsedTime(started) < (limit ?? TimeSpan.FromSeconds(60)))
        {
            var ended = Process.RestartAfter is null ? !Process.IsRunning : Process.Restarts - restarts > RestartsBeforeReady;
            (var ready, seen) = await LookAsync("/health/ready");
            if (ready)
            {
                return;
            }

            if (ended)
            {
                await Process.WaitForExitAsync(); // until its last lines have been read
                throw new InvalidOperationException($"{Name} ended: {string.Join('\n', Process.Log)}");
            }

            await Task.Delay(PollPause);
        }

        throw new TimeoutException($"{Name} is not ready, but {seen}\n{string.Join('\n', Process.Log)}");
    }

    /// <returns>Whether the health page answers with success, and what it says.</returns>
    public async Task<(bool Healthy, string Answer)> LookAsync(string page)
    {
        using var limit = new CancellationTokenSource(PollLimit);
        try
        {
            using var answer = await Client.GetAsync(page, limit.Token);
            return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(limit.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return (false, failure.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Process.DisposeAsync();
        if (Links is not null)
        {
            await Links.DisposeAsync();
        }
    }
}
