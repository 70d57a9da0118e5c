using System.Runtime.CompilerServices;
using Products.Grains.Interfaces.Images;
using Products.Grains.Products;
using Products.ImageWorker.Jobs;

namespace Products.Standalone.Jobs;

/// <summary>The job queue of a single process: the rows of <c>image_jobs</c>, claimed under a lease.</summary>
/// <remarks>
/// A job whose worker died is suspected of having killed it: it runs again with no other job beside it, so that only
/// the guilty one runs out of chances.
/// </remarks>
internal sealed class ImageJobQueue(ImageJobTable table, IGrainFactory grains, TimeProvider time) : IImageJobQueue, IImageJobSource, IDisposable
{
    private const int MaxCrashes = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _news = new(0);
    private int _inFlight;

    public void Announce(IReadOnlyList<ImageJob> jobs)
    {
        if (jobs.Count > 0)
        {
            _news.Release();
        }
    }

    public async IAsyncEnumerable<ImageDelivery> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await table.EndLeasesOfThePastAsync();
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await table.ClaimAsync(alone: _inFlight == 0) is not { } claimed)
            {
                await WaitForNewsAsync(cancellationToken);
            }
            else if (claimed.Crashes >= MaxCrashes)
            {
                await BuryAsync(claimed, cancellationToken);
            }
            else
            {
                yield return Hand(claimed);
                await WhileAloneAsync(claimed, cancellationToken);
            }
        }
    }

    public void Dispose() => _news.Dispose();

    internal void Ended()
    {
        Interlocked.Decrement(ref _inFlight);
        _news.Release();
    }

    private TableDelivery Hand(ClaimedJob claimed)
    {
        Interlocked.Increment(ref _inFlight);
        return new TableDelivery(claimed.Seq, table, this, grains, time) { Job = claimed.ToJob(), History = claimed.ToHistory() };
    }

    /// <summary>Until something is announced or ends, or the next job falls due.</summary>
    private async Task WaitForNewsAsync(CancellationToken cancellationToken)
    {
        var due = await table.NextDueAsync();
        var wait = due is { } time && time < LongestWait ? time : LongestWait;
        if (wait == TimeSpan.Zero && _inFlight > 0)
        {
            wait = LongestWait; // a suspect is due; it waits for those in flight to end
        }

        await ((Task)_news.WaitAsync(wait, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_news.Wait(0, CancellationToken.None))
        {
            // One look at the table answers all the news there was.
        }
    }

    private async Task WhileAloneAsync(ClaimedJob claimed, CancellationToken cancellationToken)
    {
        while (claimed.Crashes > 0 && _inFlight > 0 && !cancellationToken.IsCancellationRequested)
        {
            await _news.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task BuryAsync(ClaimedJob claimed, CancellationToken cancellationToken)
    {
        var error = new ImageError(ImageErrorCode.WorkerCrashed,
            $"The worker stopped {claimed.Crashes} times while it processed this image.", Retryable: false);
        return Hand(claimed).DeadLetterAsync(error, cancellationToken);
    }
}
