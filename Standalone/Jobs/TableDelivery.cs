using Products.Grains.Interfaces.DeadLetters;
using Products.Grains.Interfaces.Images;
using Products.ImageWorker.Jobs;

namespace Products.Standalone.Jobs;

/// <summary>A job under lease. Recording its result has removed its row already; the removal here is for results that came to nothing.</summary>
internal sealed class TableDelivery(long seq, ImageJobTable table, ImageJobQueue queue, IGrainFactory grains, TimeProvider time) : ImageDelivery
{
    public override Task CompleteAsync() => EndAsync(() => table.RemoveAsync(seq));

    public override Task RetryAsync(ImageError error, TimeSpan delay) =>
        EndAsync(() => table.PostponeAsync(seq, delay, HistoryWith(error)));

    public override Task DeadLetterAsync(ImageError error) => EndAsync(async () =>
    {
        await grains.GetGrain<IDeadLetterGrain>(0).RecordAsync(new DeadLetter
        {
            Reason = error,
            Attempts = Attempt,
            History = HistoryWith(error),
            Message = Job,
            DiedAt = time.GetUtcNow(),
        });
        await table.RemoveAsync(seq);
    });

    public override Task PutOffAsync(TimeSpan delay) => EndAsync(() => table.PostponeAsync(seq, delay, History));

    public override Task AbandonAsync() => EndAsync(() => table.ReleaseAsync(seq));

    private List<FailedAttempt> HistoryWith(ImageError error) => [.. History, new FailedAttempt(Attempt, time.GetUtcNow(), error)];

    private async Task EndAsync(Func<Task> end)
    {
        try
        {
            await end();
        }
        finally
        {
            queue.Ended();
        }
    }
}
