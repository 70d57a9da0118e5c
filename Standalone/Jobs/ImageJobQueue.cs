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
internal sealed partial class ImageJobQueue(ImageJobTable table, IGrainFactory grains, TimeProvider time, ILogger<ImageJobQueue> logger)
    : IImageJobQueue, IImageJobSource, IDisposable
{
    /// <summary>A job that was in work at so many crashes is not tried again, only buried.</summary>
    public const int MaxCrashes = 3;

    /// <summary>After which a job that could not be buried is buried again.</summary>
    private static readonly TimeSpan BurialPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _news = new(0);
    private int _inFlight;
    private int _consumers;
    private bool _pastEnded;

    /// <summary>How many workers are asking for jobs.</summary>
    public int Consumers => _consumers;

    public void Announce(IReadOnlyList<ImageJob> jobs)
    {
        if (jobs.Count > 0)
        {
            _news.Release();
        }
    }

    public async IAsyncEnumerable<ImageDelivery> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _consumers);
        try
        {
            await EndPastAsync();
            while (!cancellationToken.IsCancellationRequested)
            {
                if (await table.ClaimAsync(alone: _inFlight == 0) is not { } claimed)
                {
                    await WaitForNewsAsync(cancellationToken);
                }
                else if (claimed.Crashes >= MaxCrashes)
                {
                    await BuryAsync(claimed);
                }
                else
                {
                    yield return Hand(claimed);
                    await WhileAloneAsync(claimed, cancellationToken);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _consumers);
        }
    }

    public void Dispose() => _news.Dispose();

    internal void Ended()
    {
        Interlocked.Decrement(ref _inFlight);
        _news.Release();
    }

    /// <summary>Once: what is under lease when this process begins was another's, and that one is gone.</summary>
    private async Task EndPastAsync()
    {
        if (!_pastEnded)
        {
            await table.EndLeasesOfThePastAsync();
            _pastEnded = true;
        }
    }

    private TableDelivery Hand(ClaimedJob claimed)
    {
        var delivery = new TableDelivery(claimed.Seq, table, this, grains, time) { Job = claimed.ToJob(), History = claimed.ToHistory() };
        Interlocked.Increment(ref _inFlight);
        return delivery;
    }

    /// <summary>Until something is announced or ends, or the next job falls due.</summary>
    private async Task WaitForNewsAsync(CancellationToken cancellationToken)
    {
        var due = await table.NextDueAsync();
        var wait = due is { } soon && soon < LongestWait ? soon : LongestWait;
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

    /// <summary>Ends a job without trying it. One that cannot even be ended must not keep the others waiting.</summary>
    private async Task BuryAsync(ClaimedJob claimed)
    {
        var error = new ImageError(ImageErrorCode.WorkerCrashed,
            $"The worker stopped {claimed.Crashes} times while it processed this image.", Retryable: false);
        try
        {
            await Hand(claimed).DeadLetterAsync(error);
        }
        catch (Exception failure)
        {
            LogNotBuried(failure, claimed.ImageId, claimed.ProductId);
            await table.PutOffAsync(claimed.Seq, BurialPause);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Image {ImageId} of product {ProductId} crashed the worker too often, and its failure could not be stored; tried again later")]
    private partial void LogNotBuried(Exception failure, string imageId, string productId);
}
