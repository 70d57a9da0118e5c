using Npgsql;
using Products.Jobs.Tests.Hosts;
using Products.Silo.Jobs;
using RabbitMQ.Client.Exceptions;

namespace Products.Jobs.Tests.Silo;

public sealed class PublisherTests(SharedBroker broker, SiloPostgres postgres) : IAsyncLifetime
{
    private readonly JobQueues _queues = new(broker.Server, queue => queue.MaxLength = 50);
    private SiloJobs _silo = null!;
    private volatile bool _broken;
    private int _failures;

    public async ValueTask InitializeAsync() => _silo = await SiloJobs.StartAsync(_queues, await postgres.CreateDatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _queues.DisposeAsync();
    }

    [Fact]
    public async Task A_confirmed_job_is_noted_in_the_outbox_and_falls_due_much_later()
    {
        await using var silo = await SiloJobs.StartAsync(_queues, await postgres.CreateDatabaseAsync(), sweeps: false);
        var jobs = SiloJobs.Jobs(20);
        await silo.StoreAsync(jobs);
        silo.Publisher.Announce(jobs);

        await Until.TrueAsync(silo.UnpublishedAsync, unpublished => unpublished == 0);

        Assert.Equal(20, await silo.QueryAsync("SELECT count(*) FROM image_jobs WHERE due_at > now() + interval '50 minutes'"));
        Assert.Equal(20u, await _queues.CountAsync(_queues.Topology.Work));
    }

    [Fact]
    public async Task A_job_that_nobody_announced_is_published_when_it_falls_due()
    {
        await _silo.StoreAsync(SiloJobs.Jobs(3));
        await _silo.QueryAsync("UPDATE image_jobs SET due_at = now() RETURNING 1");

        await Until.TrueAsync(_silo.UnpublishedAsync, unpublished => unpublished == 0);

        Assert.InRange(await _queues.CountAsync(_queues.Topology.Work), 3u, 6u);
    }

    [Fact]
    public async Task What_a_full_queue_refuses_waits_in_the_outbox()
    {
        await FillTheQueueAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var refused = await SiloJobs.StartAsync(_queues, database, sweeps: false);
        var jobs = SiloJobs.Jobs(5);
        await refused.StoreAsync(jobs);
        refused.Publisher.Announce(jobs);
        await refused.Publisher.StopAsync(CancellationToken.None); // each has its answer
        Assert.Equal(5, await refused.UnpublishedAsync());

        await EmptyTheQueueAsync();
        await using var later = await SiloJobs.StartAsync(_queues, database);

        await Until.TrueAsync(later.UnpublishedAsync, unpublished => unpublished == 0);
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_noticed_and_declared_again()
    {
        var session = await _queues.SessionAsync();
        var channel = await session.OpenChannelAsync(prefetch: 1);
        await channel.QueueDeleteAsync(_queues.Topology.Work, ifUnused: false, ifEmpty: false, cancellationToken: CancellationToken.None);
        var jobs = SiloJobs.Jobs(10);
        await _silo.StoreAsync(jobs);
        _silo.Publisher.Announce(jobs);

        await Until.TrueAsync(_silo.UnpublishedAsync, unpublished => unpublished == 0);

        Assert.InRange(await _queues.CountAsync(_queues.Topology.Work), 10u, 20u);
    }

    [Fact]
    public async Task A_stop_publishes_what_was_announced()
    {
        await using var silo = await SiloJobs.StartAsync(_queues, await postgres.CreateDatabaseAsync(), sweeps: false);
        var jobs = SiloJobs.Jobs(40);
        await silo.StoreAsync(jobs);
        silo.Publisher.Announce(jobs);

        await silo.Publisher.StopAsync(CancellationToken.None);

        Assert.Equal((0L, 40u), (await silo.UnpublishedAsync(), await _queues.CountAsync(_queues.Topology.Work)));
    }

    [Fact]
    public async Task A_failure_that_nobody_expects_does_not_end_the_stamping()
    {
        await using var silo = await SiloJobs.StartAsync(_queues, await postgres.CreateDatabaseAsync(ConnectedAsync), sweeps: false);
        var jobs = SiloJobs.Jobs(2);
        await silo.StoreAsync(jobs);
        await BreakAsync(() => silo.Publisher.Announce(jobs[..1]));

        silo.Publisher.Announce(jobs);

        await Until.TrueAsync(silo.UnpublishedAsync, unpublished => unpublished == 0);
    }

    [Fact]
    public async Task A_failure_that_nobody_expects_does_not_end_the_sweeping()
    {
        await using var silo = await SiloJobs.StartAsync(_queues, await postgres.CreateDatabaseAsync(ConnectedAsync));
        await BreakAsync(() => { });

        await silo.StoreAsync(SiloJobs.Jobs(2));
        await silo.QueryAsync("UPDATE image_jobs SET due_at = now() RETURNING 1");

        await Until.TrueAsync(silo.UnpublishedAsync, unpublished => unpublished == 0);
    }

    [Fact]
    public async Task Two_silos_never_claim_the_same_job()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var outbox = new Outbox(database);
        await using var connection = await database.OpenConnectionAsync();
        await InsertDueAsync(connection, 200);

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => outbox.ClaimAsync(TimeSpan.Zero, 50, CancellationToken.None)));

        var images = claims.SelectMany(jobs => jobs).Select(job => job.ImageId).ToList();
        Assert.Equal(images.Count, images.Distinct().Count());
        Assert.NotEmpty(images);
    }

    private Task ConnectedAsync(NpgsqlConnection connection)
    {
        if (!_broken)
        {
            return Task.CompletedTask;
        }

        Interlocked.Increment(ref _failures);
        throw new InvalidOperationException("A bug.");
    }

    /// <summary>Breaks the database in a way that is no failure of a database, until somebody has met it.</summary>
    private async Task BreakAsync(Action then)
    {
        _broken = true;
        then();
        await Until.TrueAsync(() => Task.FromResult(Volatile.Read(ref _failures)), failures => failures > 0);
        _broken = false;
    }

    private static async Task InsertDueAsync(NpgsqlConnection connection, int count)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO image_jobs (product_id, image_id, generation, source, due_at) SELECT gen_random_uuid(), gen_random_uuid(), 1, 'x', now() FROM generate_series(1, {count})";
        await command.ExecuteNonQueryAsync();
    }

    private async Task FillTheQueueAsync()
    {
        await Until.TrueAsync(
            async () =>
            {
                var added = _queues.AddAsync(SiloJobs.Jobs(20));
                await Task.WhenAny(added);
                return added.Exception?.InnerException;
            },
            failure => failure is PublishException { IsReturn: false });
    }

    private async Task EmptyTheQueueAsync()
    {
        var channel = await (await _queues.SessionAsync()).OpenChannelAsync(prefetch: 1);
        await channel.QueuePurgeAsync(_queues.Topology.Work, CancellationToken.None);
    }
}
