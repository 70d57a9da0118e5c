using Orleans.Concurrency;
using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;

namespace Products.Grains.DeadLetters;

/// <summary>Keeps, lists and replays the jobs that failed for good.</summary>
[StatelessWorker]
internal sealed class DeadLetterGrain(IDeadLetterStore store, TimeProvider time) : Grain, IDeadLetterGrain
{
    private const int PageSize = 100;

    /// <summary>With the page that is under way then, well within the time limit of a grain call.</summary>
    private static readonly TimeSpan ReplayTime = TimeSpan.FromSeconds(15);

    /// <summary>The letter first: were it the image first, a crash between the two would lose the message.</summary>
    public async Task RecordAsync(DeadLetter letter)
    {
        var job = letter.Message ?? throw new ArgumentException("A letter without a readable message belongs to no image.", nameof(letter));
        await store.AddAsync(letter);
        var result = new ImageResult { Attempts = letter.Attempts, Error = letter.Reason };
        await Product(job).RecordImageAsync(job.ImageId, job.Generation, result);
    }

    public Task<IReadOnlyList<DeadLetter>> ListAsync(long? before, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(before, limit, cancellationToken);

    public async Task<ReplayOutcome> ReplayAsync(long id, string? traceParent) =>
        await store.FindAsync(id) is { } letter ? await ReplayAsync(letter, traceParent) : ReplayOutcome.NotFound;

    public async Task<ReplayCount> ReplayAllAsync(string? traceParent)
    {
        var started = time.GetTimestamp();
        var replayed = 0;
        long? before = null;
        while (await store.ListAsync(before, PageSize, CancellationToken.None) is { Count: > 0 } page)
        {
            var outcomes = await Task.WhenAll(page.Select(letter => ReplayAsync(letter, traceParent)));
            replayed += outcomes.Count(outcome => outcome == ReplayOutcome.Replayed);
            before = page[^1].Id;
            if (time.GetElapsedTime(started) > ReplayTime)
            {
                return new ReplayCount(replayed, Complete: false);
            }
        }

        return new ReplayCount(replayed, Complete: true);
    }

    public Task<bool> DeleteAsync(long id) => store.DeleteAsync(id);

    private async Task<ReplayOutcome> ReplayAsync(DeadLetter letter, string? traceParent)
    {
        if (letter.Message is not { } job)
        {
            return ReplayOutcome.Gone;
        }

        var change = await Product(job).RetryImageAsync(job.ImageId, new ChangeContext { TraceParent = traceParent });
        return change.Status is ChangeStatus.Done or ChangeStatus.NotFailed ? ReplayOutcome.Replayed : ReplayOutcome.Gone;
    }

    private IProductGrain Product(ImageJob job) => GrainFactory.GetGrain<IProductGrain>(job.ProductId);
}
