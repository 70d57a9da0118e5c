using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;

namespace Products.ImageWorker.Download;

/// <summary>Fetches what was uploaded into the image store.</summary>
internal sealed class UploadSource(IImageStore store, SourceWriter writer, ImageOptions options, TimeProvider time)
{
    /// <exception cref="ImageFailedException"><c>upload_missing</c>, <c>store_unavailable</c>, or as
    /// <see cref="SourceWriter.WriteAsync"/> says.</exception>
    public async Task<SourceFile> FetchAsync(ImageJob job, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.DownloadTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await using var upload = await OpenAsync(job, either.Token);
            return await writer.WriteAsync(upload, Unavailable, either.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(late);
        }
    }

    private async Task<Stream> OpenAsync(ImageJob job, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenAsync(ImageKey.Upload(job.ProductId, job.ImageId), cancellationToken)
                ?? throw ImageFailedException.Permanent(ImageErrorCode.UploadMissing, "The file was never uploaded, or is deleted.");
        }
        catch (IOException failure)
        {
            throw Unavailable(failure);
        }
    }

    private static ImageFailedException Unavailable(Exception cause) =>
        ImageFailedException.Transient(ImageErrorCode.StoreUnavailable, "The image store could not be read.", cause);
}
