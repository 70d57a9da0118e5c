using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;

namespace Products.Hosting.Cleanup;

/// <summary>Deletes the stored objects of images that were removed, once nobody can be served them any more.</summary>
/// <remarks>
/// A worker that finishes a job for a removed image has stored objects after the removal; the delay is longer than any
/// job, so they go as well.
/// </remarks>
public sealed partial class ImageSweeper(
    IRemovedImages removed, IImageStore store, IOptions<CleanupOptions> options, TimeProvider time, ILogger<ImageSweeper> logger) : BackgroundService
{
    private const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        do
        {
            while (await SweepAsync(stoppingToken) == Batch)
            {
                // There may be more.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How many images were deleted.</returns>
    private async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        try
        {
            var removedBefore = time.GetUtcNow() - options.Value.DeletionDelay;
            foreach (var image in await removed.DueAsync(removedBefore, Batch, cancellationToken))
            {
                deleted += await DeleteAsync(image, cancellationToken) ? 1 : 0;
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure);
        }

        return deleted;
    }

    /// <summary>One that cannot be deleted is put off, so that it does not stand before the others for ever.</summary>
    private async Task<bool> DeleteAsync(RemovedImage image, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteAllAsync(ImageKey.Prefix(image.ProductId, image.ImageId), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotDeleted(failure, image.ProductId, image.ImageId);
            await removed.PutOffAsync(image, time.GetUtcNow());
            return false;
        }

        await removed.ForgetAsync(image);
        LogDeleted(image.ProductId, image.ImageId);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored objects of image {ImageId} of product {ProductId} could not be deleted; tried again later")]
    private partial void LogNotDeleted(Exception failure, Guid productId, Guid imageId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted the stored objects of image {ImageId} of product {ProductId}")]
    private partial void LogDeleted(Guid productId, Guid imageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Removed images could not be deleted; tried again later")]
    private partial void LogFailed(Exception failure);
}
