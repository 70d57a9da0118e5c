using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Products.Grains.Interfaces.Images;
using Products.Silo.Jobs;

namespace Products.Jobs.Tests.Hosts;

/// <summary>The outbox of a silo, its publisher and its sweeper, without the grains.</summary>
internal sealed class SiloJobs : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly JobSweeper _sweeper;

    private SiloJobs(JobQueues queues, NpgsqlDataSource database)
    {
        _database = database;
        var outbox = new Outbox(database);
        var options = Options.Create(queues.Options);
        Publisher = new JobPublisher(queues.Broker(), queues.Topology, outbox, options, NullLogger<JobPublisher>.Instance);
        _sweeper = new JobSweeper(Publisher, outbox, options, NullLogger<JobSweeper>.Instance);
    }

    public JobPublisher Publisher { get; }

    /// <param name="queues">Where to.</param>
    /// <param name="database">Where from.</param>
    /// <param name="sweeps">Without the sweeper a job is published by its announcement only, and so once.</param>
    public static async Task<SiloJobs> StartAsync(JobQueues queues, NpgsqlDataSource database, bool sweeps = true)
    {
        var silo = new SiloJobs(queues, database);
        await silo.Publisher.StartAsync(CancellationToken.None);
        if (sweeps)
        {
            await silo._sweeper.StartAsync(CancellationToken.None);
        }

        await Until.TrueAsync(() => Task.FromResult(silo.Publisher.IsConnected), connected => connected);
        return silo;
    }

    /// <summary>The rows that a product's commit writes.</summary>
    public async Task StoreAsync(IReadOnlyList<ImageJob> jobs)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "INSERT INTO image_jobs (product_id, image_id, generation, source, trace_parent) VALUES (@ProductId, @ImageId, @Generation, @Source, @TraceParent)", jobs);
    }

    public Task<long> UnpublishedAsync() => QueryAsync("SELECT count(*) FROM image_jobs WHERE published_at IS NULL");

    public async Task<long> QueryAsync(string sql)
    {
        await using var connection = await _database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    /// <summary>In the order in which the process stops them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.StopAsync(CancellationToken.None);
        await Publisher.StopAsync(CancellationToken.None);
        _sweeper.Dispose();
        Publisher.Dispose();
        await _database.DisposeAsync();
    }

    public static ImageJob[] Jobs(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new ImageJob { ProductId = Guid.NewGuid(), ImageId = Guid.NewGuid(), Generation = 1, Source = $"https://example.com/{number}.jpg" })];
}
