using System.Collections.Concurrent;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Jobs;
using Products.Jobs.Tests.Hosts;

namespace Products.Jobs.Tests.Contract;

/// <summary>What a worker may expect of its job queue, whichever it is. The order of jobs is not part of it.</summary>
public abstract class JobQueueContract : IAsyncLifetime
{
    protected static readonly ImageError Error = new(ImageErrorCode.SourceError, "The source failed.", Retryable: true);

    /// <summary>More than any queue forgives.</summary>
    private const int ManyTimes = 6;

    protected CancellationTokenSource Limit { get; } = new(TimeSpan.FromSeconds(60));

    protected abstract ICollection<DeadLetter> Letters { get; }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        Limit.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract IImageJobSource Worker();

    /// <summary>Ends a worker without a word of the jobs in its hands.</summary>
    protected abstract Task VanishAsync(IImageJobSource worker);

    protected abstract Task AddAsync(params ImageJob[] jobs);

    [Fact]
    public async Task A_job_comes_as_it_was_sent()
    {
        var job = Job("job") with { Generation = 3, TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        await AddAsync(job);

        var delivery = await NextAsync(Jobs(Worker()));

        Assert.Equal((job, 1, 0), (delivery.Job, delivery.Attempt, delivery.History.Count));
    }

    [Fact]
    public async Task Each_job_is_handed_out_once()
    {
        await AddAsync(Job("1"), Job("2"), Job("3"));
        var jobs = Jobs(Worker());
        var taken = new List<ImageDelivery> { await NextAsync(jobs), await NextAsync(jobs), await NextAsync(jobs) };
        await AddAsync(Job("marker"));

        Assert.Equal("marker", (await NextAsync(jobs)).Job.Source);
        Assert.Equal(["1", "2", "3"], taken.Select(delivery => delivery.Job.Source).Order());
    }

    [Fact]
    public async Task A_completed_job_is_gone()
    {
        await AddAsync(Job("job"));
        var worker = Worker();
        await (await NextAsync(Jobs(worker))).CompleteAsync();
        await VanishAsync(worker);
        await AddAsync(Job("marker"));

        Assert.Equal("marker", (await NextAsync(Jobs(Worker()))).Job.Source);
    }

    [Fact]
    public async Task A_job_to_be_tried_again_comes_after_its_delay_and_brings_its_history()
    {
        await AddAsync(Job("job"));
        var jobs = Jobs(Worker());
        var first = await NextAsync(jobs);
        var before = DateTimeOffset.UtcNow;
        await first.RetryAsync(Error, JobQueues.RetryDelay);

        var again = await NextAsync(jobs);

        Assert.InRange(DateTimeOffset.UtcNow - before, JobQueues.RetryDelay - TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(20));
        Assert.Equal((first.Job, 2), (again.Job, again.Attempt));
        Assert.Equal((1, Error), (again.History.Single().Attempt, again.History.Single().Error));
    }

    [Fact]
    public async Task An_abandoned_job_comes_again_as_if_it_had_not_been_taken()
    {
        await AddAsync(Job("job"));
        var jobs = Jobs(Worker());
        for (var time = 0; time < ManyTimes; time++)
        {
            var delivery = await NextAsync(jobs);
            Assert.Equal(("job", 1), (delivery.Job.Source, delivery.Attempt));
            await delivery.AbandonAsync();
        }

        Assert.Empty(Letters);
    }

    [Fact]
    public async Task A_job_that_is_put_off_comes_again_after_the_others_and_nothing_is_counted()
    {
        await AddAsync(Job("unlucky"));
        var jobs = Jobs(Worker());
        for (var time = 0; time < ManyTimes; time++)
        {
            var delivery = await NextAsync(jobs);
            Assert.Equal(("unlucky", 1), (delivery.Job.Source, delivery.Attempt));
            await AddAsync(Job("other"));
            await delivery.PutOffAsync(JobQueues.RetryDelay);
            var other = await NextAsync(jobs);
            Assert.Equal("other", other.Job.Source);
            await other.CompleteAsync();
        }

        Assert.Empty(Letters);
    }

    [Fact]
    public async Task A_job_that_failed_for_good_becomes_a_letter_and_is_gone()
    {
        var job = Job("job");
        await AddAsync(job);
        var jobs = Jobs(Worker());
        await (await NextAsync(jobs)).RetryAsync(Error, JobQueues.RetryDelay);
        var last = new ImageError(ImageErrorCode.NotFound, "The source answered 404.", Retryable: false);
        await (await NextAsync(jobs)).DeadLetterAsync(last);

        var letter = Assert.Single(await LettersAsync(1));
        Assert.Equal((job, last, 2), (letter.Message, letter.Reason, letter.Attempts));
        Assert.Equal([Error, last], letter.History.Select(attempt => attempt.Error));
        await AddAsync(Job("marker"));
        Assert.Equal("marker", (await NextAsync(jobs)).Job.Source);
    }

    [Fact]
    public async Task A_job_whose_worker_vanished_comes_again()
    {
        await AddAsync(Job("job"));
        var worker = Worker();
        await NextAsync(Jobs(worker));
        await VanishAsync(worker);

        var again = await NextAsync(Jobs(Worker()));

        Assert.Equal(("job", 1), (again.Job.Source, again.Attempt));
    }

    [Fact]
    public async Task The_jobs_of_a_worker_that_vanished_run_one_at_a_time()
    {
        await AddAsync(Job("1"), Job("2"));
        var worker = Worker();
        var jobs = Jobs(worker);
        await NextAsync(jobs);
        await NextAsync(jobs);
        await VanishAsync(worker);

        var suspects = Jobs(Worker());
        var first = await NextAsync(suspects);
        var second = suspects.MoveNextAsync().AsTask();
        Assert.NotSame(second, await Task.WhenAny(second, Task.Delay(TimeSpan.FromSeconds(2.5)))); // workers look each second
        await first.CompleteAsync();

        Assert.True(await second.WaitAsync(Limit.Token));
        Assert.NotEqual(first.Job, suspects.Current.Job);
    }

    [Fact]
    public async Task Only_the_job_that_ends_every_worker_fails_and_its_neighbours_succeed()
    {
        var done = new ConcurrentBag<string>();
        await AddAsync(Job("1"), Job("2"), Job("guilty"), Job("3"), Job("4"));
        while (Letters.Count == 0)
        {
            await WorkUntilCrashAsync(done);
        }

        Assert.Equal(("guilty", ImageErrorCode.WorkerCrashed), (Letters.Single().Message!.Source, Letters.Single().Reason.Code));
        await WorkUntilAsync(() => done.Distinct().Count() == 4, done);
    }

    protected static ImageJob Job(string source) =>
        new() { ProductId = Guid.NewGuid(), ImageId = Guid.NewGuid(), Generation = 1, Source = source };

    protected IAsyncEnumerator<ImageDelivery> Jobs(IImageJobSource worker) => worker.ReceiveAsync(Limit.Token).GetAsyncEnumerator(Limit.Token);

    protected async Task<ImageDelivery> NextAsync(IAsyncEnumerator<ImageDelivery> jobs)
    {
        Assert.True(await jobs.MoveNextAsync().AsTask().WaitAsync(Limit.Token));
        return jobs.Current;
    }

    protected Task<ICollection<DeadLetter>> LettersAsync(int count) =>
        Until.TrueAsync(() => Task.FromResult(Letters), letters => letters.Count >= count);

    private Task WorkUntilCrashAsync(ConcurrentBag<string> done) => WorkUntilAsync(() => Letters.Count > 0, done);

    /// <summary>Three jobs at once; the guilty one ends the worker with all that it holds.</summary>
    private async Task WorkUntilAsync(Func<bool> enough, ConcurrentBag<string> done)
    {
        var worker = Worker();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Limit.Token);
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var working = Parallel.ForEachAsync(worker.ReceiveAsync(stop.Token), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (delivery, _) =>
        {
            if (delivery.Job.Source == "guilty")
            {
                crashed.TrySetResult();
            }

            await Task.WhenAny(crashed.Task, Task.Delay(100, Limit.Token));
            if (!crashed.Task.IsCompleted)
            {
                await delivery.CompleteAsync();
                done.Add(delivery.Job.Source);
            }
        });
        await Until.TrueAsync(() => Task.FromResult(crashed.Task.IsCompleted || enough()), ended => ended);
        await VanishAsync(worker);
        await stop.CancelAsync();
        await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
