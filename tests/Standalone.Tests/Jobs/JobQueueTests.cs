using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Jobs;
using Products.Standalone.Jobs;
using Products.Standalone.Storage;

namespace Products.Standalone.Tests.Jobs;

/// <summary>Leases, delays and order of the embedded queue, with a clock that the test turns. What every queue does is tested in Jobs.Tests.</summary>
public sealed class JobQueueTests : IAsyncLifetime
{
    private static readonly ImageError Error = new(ImageErrorCode.SourceError, "The source failed.", Retryable: true);

    private readonly string _folder = Directory.CreateTempSubdirectory("products-jobs-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(30));
    private readonly List<ImageJobQueue> _queues = [];
    private Database _database = null!;

    public ValueTask InitializeAsync()
    {
        _database = new Database(Path.Combine(_folder, "jobs.db"));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _queues.ForEach(queue => queue.Dispose());
        await _database.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Jobs_are_handed_out_in_the_order_they_fell_due()
    {
        await AddAsync("first", "second", "third");
        Assert.Equal(["first", "second", "third"], Sources(await TakeAsync(Worker(), 3)));
    }

    [Fact]
    public async Task A_job_to_be_tried_again_comes_when_its_delay_is_over_and_brings_its_history()
    {
        await AddAsync("job");
        var worker = Worker();
        var delivery = Assert.Single(await TakeAsync(worker, 1));
        await delivery.RetryAsync(Error, TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromMinutes(1), await new ImageJobTable(_database, _time).NextDueAsync());
        _time.Advance(TimeSpan.FromMinutes(1));

        var again = Assert.Single(await TakeAsync(Worker(), 1));
        Assert.Equal((2, Error), (again.Attempt, again.History.Single().Error));
    }

    [Fact]
    public async Task A_job_whose_worker_hangs_is_handed_out_again_when_its_lease_is_over()
    {
        await AddAsync("job");
        var table = new ImageJobTable(_database, _time);
        Assert.NotNull(await table.ClaimAsync(alone: true));
        Assert.Null(await table.ClaimAsync(alone: true));

        _time.Advance(await table.NextDueAsync() ?? TimeSpan.Zero);

        Assert.Equal(1, (await table.ClaimAsync(alone: true))!.Crashes);
    }

    [Fact]
    public async Task Jobs_of_a_worker_that_died_run_one_at_a_time_before_all_others()
    {
        await AddAsync("suspect", "innocent");
        await TakeAsync(Worker(), 2);
        await AddAsync("later");

        var restarted = Jobs(Worker());
        var first = await NextAsync(restarted);
        var second = restarted.MoveNextAsync().AsTask();
        Assert.False(second.IsCompleted);
        await first.CompleteAsync();
        Assert.True(await second.WaitAsync(_stop.Token));
        await restarted.Current.CompleteAsync();

        Assert.Equal(["suspect", "innocent", "later"], [first.Job.Source, restarted.Current.Job.Source, (await NextAsync(restarted)).Job.Source]);
    }

    private async Task AddAsync(params string[] sources)
    {
        foreach (var source in sources)
        {
            await _database.WriteAsync(connection => connection.Execute(
                "INSERT INTO image_jobs (product_id, image_id, generation, source, due_at) VALUES (@product, @image, 1, @source, @due)",
                new { product = Guid.NewGuid().ToString(), image = Guid.NewGuid().ToString(), source, due = _time.GetUtcNow().ToUnixTimeMilliseconds() }));
        }
    }

    private ImageJobQueue Worker()
    {
        var queue = new ImageJobQueue(new ImageJobTable(_database, _time), grains: null!, _time, NullLogger<ImageJobQueue>.Instance);
        _queues.Add(queue);
        return queue;
    }

    private async Task<List<ImageDelivery>> TakeAsync(ImageJobQueue worker, int count)
    {
        var jobs = Jobs(worker);
        var taken = new List<ImageDelivery>();
        while (taken.Count < count)
        {
            taken.Add(await NextAsync(jobs));
        }

        return taken;
    }

    private IAsyncEnumerator<ImageDelivery> Jobs(ImageJobQueue worker) => worker.ReceiveAsync(_stop.Token).GetAsyncEnumerator(_stop.Token);

    private static async Task<ImageDelivery> NextAsync(IAsyncEnumerator<ImageDelivery> jobs)
    {
        Assert.True(await jobs.MoveNextAsync());
        return jobs.Current;
    }

    private static IEnumerable<string> Sources(IEnumerable<ImageDelivery> deliveries) => deliveries.Select(delivery => delivery.Job.Source);
}
