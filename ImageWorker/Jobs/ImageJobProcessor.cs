using System.Diagnostics;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Grains.Interfaces.Products;
using Products.ImageWorker.Figures;

namespace Products.ImageWorker.Jobs;

/// <summary>Carries one job to one of its ends: recorded, tried again later, or dead.</summary>
internal sealed partial class ImageJobProcessor(
    ImageMaker maker, IGrainFactory grains, IOptions<ImageOptions> options, TimeProvider time, ILogger<ImageJobProcessor> logger)
{
    /// <summary>Short, because a call for which there is no silo has already been tried again for a while.</summary>
    private static readonly TimeSpan PauseWithoutCluster = TimeSpan.FromSeconds(2);

    /// <summary>A silo whose storage is away may say so at once, and the picture is then downloaded again for each attempt to record it.</summary>
    private static readonly TimeSpan ShortestPutOff = TimeSpan.FromSeconds(1);

    private readonly TimeSpan[] _delays = options.Value.Delays;

    /// <summary>Never throws: what cannot be ended stays under lease, and is handed out again.</summary>
    public async Task ProcessAsync(ImageDelivery delivery, CancellationToken givingUp)
    {
        using var attempt = new Attempt(delivery);
        using var scope = Scope(delivery, attempt);
        try
        {
            await RunAsync(delivery, attempt, givingUp);
            await EndAsync(delivery.CompleteAsync);
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            LogAbandoned();
            attempt.Ended("abandoned");
            await EndAsync(delivery.AbandonAsync);
        }
        catch (ProductCallFailedException failure)
        {
            attempt.Ended("put_back");
            await EndAsync(() => PutBackAsync(delivery, failure.Cause, givingUp));
        }
        catch (ImageFailedException failure)
        {
            await EndAsync(() => FailAsync(delivery, attempt, failure));
        }
        catch (Exception fault)
        {
            var error = ImageFailedException.Transient(ImageErrorCode.Internal, "The worker failed on this image.", fault);
            await EndAsync(() => FailAsync(delivery, attempt, error));
        }
    }

    private async Task RunAsync(ImageDelivery delivery, Attempt attempt, CancellationToken givingUp)
    {
        var job = delivery.Job;
        var product = grains.GetGrain<IProductGrain>(job.ProductId);
        if (!await ProductCallFailedException.GuardAsync(() => product.WantsImageAsync(job.ImageId, job.Generation)))
        {
            LogUnwanted();
            attempt.Ended("unwanted");
            return;
        }

        var started = Stopwatch.GetTimestamp();
        var image = await MakeInTimeAsync(job, givingUp);

        var result = new ImageResult { Attempts = delivery.Attempt, Variants = image.Variants, Original = image.Original };
        var outcome = await ProductCallFailedException.GuardAsync(() => product.RecordImageAsync(job.ImageId, job.Generation, result));
        LogRecorded(outcome, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        attempt.Ended("done");
    }

    private async Task<StoredImage> MakeInTimeAsync(ImageJob job, CancellationToken givingUp)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(givingUp);
        limit.CancelAfter(options.Value.JobTimeout);
        try
        {
            return await maker.MakeAsync(job, limit.Token);
        }
        catch (OperationCanceledException late) when (!givingUp.IsCancellationRequested)
        {
            throw ImageFailedException.Transient(ImageErrorCode.Timeout, "Processing the image took too long.", late);
        }
    }

    /// <summary>What may be tried again is decided here, by the error's own word and the attempts that are left.</summary>
    private async Task FailAsync(ImageDelivery delivery, Attempt attempt, ImageFailedException failure)
    {
        var error = failure.Error;
        if (error.Retryable && delivery.Attempt <= _delays.Length)
        {
            var delay = _delays[delivery.Attempt - 1];
            LogRetry(TraceOf(failure), error.Code, error.Detail, delay, failure.InnerException?.Message);
            attempt.Ended("retried", error.Code);
            await delivery.RetryAsync(error, delay);
        }
        else
        {
            LogDead(TraceOf(failure), error.Code, error.Detail, failure.InnerException?.Message);
            attempt.Ended("dead", error.Code);
            await delivery.DeadLetterAsync(error);
        }
    }

    /// <summary>No image is to blame. Without a silo no job would fare better, so this one waits here; else the others must not wait for it.</summary>
    private async Task PutBackAsync(ImageDelivery delivery, Exception cause, CancellationToken givingUp)
    {
        var noSilo = cause is SiloUnavailableException or OrleansMessageRejectionException;
        LogPutBack(noSilo ? null : cause, cause.Message);
        if (!noSilo && _delays.Where(delay => delay >= ShortestPutOff).Order().FirstOrDefault() is { Ticks: > 0 } later)
        {
            await delivery.PutOffAsync(later);
            return;
        }

        await Task.Delay(PauseWithoutCluster, time, givingUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await delivery.AbandonAsync();
    }

    /// <summary>A source that is down needs no stack trace; a fault of ours does.</summary>
    private static Exception? TraceOf(ImageFailedException failure) =>
        failure.Error.Code == ImageErrorCode.Internal ? failure.InnerException : null;

    private async Task EndAsync(Func<Task> end)
    {
        try
        {
            await end();
        }
        catch (Exception failure)
        {
            LogNotEnded(failure);
        }
    }

    private IDisposable? Scope(ImageDelivery delivery, Attempt attempt) => logger.BeginScope(new Dictionary<string, object>
    {
        ["product_id"] = delivery.Job.ProductId,
        ["image_id"] = delivery.Job.ImageId,
        ["attempt"] = delivery.Attempt,
        ["trace_id"] = attempt.TraceId,
    });

    [LoggerMessage(Level = LogLevel.Information, Message = "Image done: {Outcome} after {DurationMs:0} ms")]
    private partial void LogRecorded(RecordOutcome outcome, double durationMs);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image not wanted any more: it is done already, replaced or removed")]
    private partial void LogUnwanted();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image not done, {Code}: {Detail} Tried again in {Delay}")]
    private partial void LogRetry(Exception? fault, string code, string detail, TimeSpan delay, string? cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image failed for good, {Code}: {Detail}")]
    private partial void LogDead(Exception? fault, string code, string detail, string? cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image put back, its product could not be asked or told: {Reason}")]
    private partial void LogPutBack(Exception? fault, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image put back: the worker stops")]
    private partial void LogAbandoned();

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of an image job could not be stored; the job is handed out again")]
    private partial void LogNotEnded(Exception failure);
}
