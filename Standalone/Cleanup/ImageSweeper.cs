using Dapper;
using Microsoft.Extensions.Options;
using Products.Hosting.ImageStore;
using Products.Grains.Interfaces.Images;
using Products.Standalone.Storage;

namespace Products.Standalone.Cleanup;

/// <summary>Deletes the stored objects of images that were removed, once nobody can be served them any more.</summary>
/// <remarks>
/// A worker that finishes a job for a removed image has stored objects after the removal; the delay is longer than any
/// job, so they go as well.
/// </remarks>
internal sealed partial class ImageSweeper(
    Database database, IImageStore store, IOptions<StandaloneOptions> options, TimeProvider time, ILogger<ImageSweeper> logger) : BackgroundService
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
            foreach (var image in await DueAsync())
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
            await store.DeleteAllAsync(ImageKey.Prefix(Guid.Parse(image.ProductId), Guid.Parse(image.ImageId)), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotDeleted(failure, image.ProductId, image.ImageId);
            await PutOffAsync(image);
            return false;
        }

        await ForgetAsync(image);
        LogDeleted(image.ProductId, image.ImageId);
        return true;
    }

    private Task<List<RemovedImage>> DueAsync()
    {
        var removedBefore = (time.GetUtcNow() - options.Value.DeletionDelay).ToUnixTimeMilliseconds();
        return database.ReadAsync(connection => connection.Query<RemovedImage>(
            "SELECT product_id AS ProductId, image_id AS ImageId FROM image_deletions WHERE removed_at <= @removedBefore ORDER BY removed_at LIMIT @Batch",
            new { removedBefore, Batch }).AsList());
    }

    private Task ForgetAsync(RemovedImage image) => database.WriteAsync(connection =>
        connection.Execute("DELETE FROM image_deletions WHERE product_id = @ProductId AND image_id = @ImageId", image));

    private Task PutOffAsync(RemovedImage image) => database.WriteAsync(connection => connection.Execute(
        "UPDATE image_deletions SET removed_at = @now WHERE product_id = @ProductId AND image_id = @ImageId",
        new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), image.ProductId, image.ImageId }));

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored objects of image {ImageId} of product {ProductId} could not be deleted; tried again later")]
    private partial void LogNotDeleted(Exception failure, string productId, string imageId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted the stored objects of image {ImageId} of product {ProductId}")]
    private partial void LogDeleted(string productId, string imageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Removed images could not be deleted; tried again later")]
    private partial void LogFailed(Exception failure);

    private sealed record RemovedImage(string ProductId, string ImageId);
}
