using System.Collections.Concurrent;
using System.Diagnostics;
using Products.ImageWorker.Jobs;
using Products.Jobs.Tests.Hosts;

namespace Products.Jobs.Tests.Silo;

/// <summary>RabbitMQ stopped, halted or killed: no job is lost, nobody waits for it, and all goes on when it is back.</summary>
public sealed class BrokerOutageTests(OwnBroker broker, SiloPostgres postgres) : IClassFixture<OwnBroker>, IAsyncLifetime
{
    private readonly JobQueues _queues = new(broker.Server) { PublishTimeout = TimeSpan.FromSeconds(1) };
    private SiloJobs _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await SiloJobs.StartAsync(_queues, await postgres.CreateDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _queues.DisposeAsync();
    }

    [Fact]
    public async Task Jobs_of_an_outage_are_published_within_seconds_of_its_end()
    {
        await broker.Server.StopAsync();
        await Until.TrueAsync(() => Task.FromResult(_silo.Publisher.IsConnected), connected => !connected);
        var jobs = SiloJobs.Jobs(500);
        await _silo.StoreAsync(jobs);
        var started = Stopwatch.GetTimestamp();
        _silo.Publisher.Announce(jobs);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 100);

        await broker.Server.StartAgainAsync();

        await Until.TrueAsync(_silo.UnpublishedAsync, unpublished => unpublished == 0, seconds: 15);
        await using var after = new JobQueues(broker.Server, queue => queue.NamePrefix = _queues.Options.NamePrefix);
        Assert.InRange(await after.CountAsync(after.Topology.Work), 500u, 1000u);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_given_up_and_used_again_when_it_does()
    {
        broker.Server.Pause();
        try
        {
            var jobs = SiloJobs.Jobs(10);
            await _silo.StoreAsync(jobs);
            _silo.Publisher.Announce(jobs);
            await Until.TrueAsync(() => Task.FromResult(_silo.Publisher.IsConnected), connected => !connected, seconds: 10);
        }
        finally
        {
            broker.Server.Resume();
        }

        await Until.TrueAsync(_silo.UnpublishedAsync, unpublished => unpublished == 0, seconds: 30);
    }

    [Fact]
    public async Task After_kill_9_of_the_broker_every_job_waiting_or_in_flight_ends_recorded_once()
    {
        const int count = 30;
        var jobs = SiloJobs.Jobs(count);
        await _silo.StoreAsync(jobs);
        _silo.Publisher.Announce(jobs);
        await Until.TrueAsync(_silo.UnpublishedAsync, unpublished => unpublished == 0);
        var recorded = new ConcurrentDictionary<Guid, int>();
        await using var worker = _queues.Worker(prefetch: 3);
        using var stop = new CancellationTokenSource();
        var working = WorkAsync(worker, recorded, stop.Token);

        await Until.TrueAsync(() => Task.FromResult(recorded.Count), done => done >= 5);
        await broker.Server.KillAsync();
        await broker.Server.StartAgainAsync();

        await Until.TrueAsync(() => Task.FromResult(recorded.Count), done => done == count, seconds: 60);
        await using var after = new JobQueues(broker.Server, queue => queue.NamePrefix = _queues.Options.NamePrefix);
        await Until.TrueAsync(
            async () => await after.CountAsync(after.Topology.Work) + await after.CountAsync(after.Topology.Suspects), waiting => waiting == 0);
        Assert.Equal(0u, await after.CountAsync(after.Topology.Dead));
        await stop.CancelAsync();
        await Task.WhenAny(working);
    }

    /// <summary>As the worker does: record first, then acknowledge, which may fail.</summary>
    private static Task WorkAsync(IImageJobSource worker, ConcurrentDictionary<Guid, int> recorded, CancellationToken stop) => Parallel.ForEachAsync(
        worker.ReceiveAsync(stop), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (delivery, _) =>
        {
            await Task.Delay(50, CancellationToken.None); // the work
            recorded.TryAdd(delivery.Job.ImageId, delivery.Job.Generation);
            await delivery.CompleteAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
}
