using Microsoft.Extensions.Logging.Abstractions;
using Products.Grains.Interfaces.Images;
using Products.Hosting.RabbitMq;
using Products.ImageWorker;
using Products.ImageWorker.Queue;
using Products.Servers.RabbitMq;

namespace Products.Jobs.Tests.Hosts;

/// <summary>The queues of one test on a broker, and everything that works on them.</summary>
internal sealed class JobQueues : IAsyncDisposable
{
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _stop = new();
    private readonly RabbitMqOptions _rabbit;
    private readonly TaskCompletionSource<BrokerSession> _session = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _running;

    public JobQueues(RabbitMqServer server, Action<ImageQueueOptions>? change = null)
    {
        _rabbit = new RabbitMqOptions { Uri = server.Uri, ConnectTimeout = TimeSpan.FromSeconds(5), PublishTimeout = TimeSpan.FromSeconds(5), Heartbeat = TimeSpan.FromSeconds(2) };
        change?.Invoke(Options);
        Topology = new JobTopology(Microsoft.Extensions.Options.Options.Create(Options), [RetryDelay]);
    }

    public ImageQueueOptions Options { get; } = new() { NamePrefix = $"test-{Guid.NewGuid():N}.", SweepInterval = TimeSpan.FromSeconds(0.2) };

    public JobTopology Topology { get; }

    public TimeSpan PublishTimeout { set => _rabbit.PublishTimeout = value; }

    /// <summary>A new one, as a process of its own has.</summary>
    public Broker Broker() => new(Microsoft.Extensions.Options.Options.Create(_rabbit), Topology, TimeProvider.System, NullLogger<Broker>.Instance);

    public RabbitJobSource Worker(int prefetch = 4) => new(
        Broker(), Topology,
        Microsoft.Extensions.Options.Options.Create(new ImageQueueOptions { NamePrefix = Options.NamePrefix, Prefetch = prefetch }),
        Microsoft.Extensions.Options.Options.Create(new ImageOptions()), TimeProvider.System);

    /// <summary>The test's own connection. Lost with its broker.</summary>
    public Task<BrokerSession> SessionAsync()
    {
        _running ??= Broker().RunAsync("test", HoldAsync, _stop.Token);
        return _session.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public Task AddAsync(params ImageJob[] jobs) => AddAsync(jobs.Select(JobMessage.Of));

    public async Task AddAsync(IEnumerable<JobMessage> messages)
    {
        var session = await SessionAsync();
        foreach (var message in messages)
        {
            await session.PublishAsync(exchange: "", Topology.Work, message);
        }
    }

    public async Task<uint> CountAsync(string queue) => (await (await SessionAsync()).LookAsync(queue, CancellationToken.None)).MessageCount;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_running is not null)
        {
            await _running;
        }

        _stop.Dispose();
    }

    private async Task HoldAsync(BrokerSession session)
    {
        _session.TrySetResult(session);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, session.Lost);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
