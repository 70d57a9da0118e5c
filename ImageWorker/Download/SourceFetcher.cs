using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;

namespace Products.ImageWorker.Download;

/// <summary>Fetches the source of a job into a file. Thread safe.</summary>
internal sealed class SourceFetcher
{
    private readonly UploadSource _uploads;
    private readonly WebSource _web;

    public SourceFetcher(IImageStore store, TempFolder folder, IOptions<ImageOptions> options, TimeProvider time, Network network)
    {
        var writer = new SourceWriter(folder, options.Value);
        _uploads = new UploadSource(store, writer, options.Value, time);
        _web = new WebSource(writer, options.Value, time, network);
    }

    /// <summary>Fetches an upload from the image store, and anything else over HTTP.</summary>
    /// <returns>A file that the caller disposes of.</returns>
    /// <exception cref="ImageFailedException">The source cannot be had; its sentence names no address.</exception>
    /// <exception cref="OperationCanceledException">Only by <paramref name="cancellationToken"/>.</exception>
    public Task<SourceFile> FetchAsync(ImageJob job, CancellationToken cancellationToken) =>
        ImageSource.IsUpload(job.Source)
            ? _uploads.FetchAsync(job, cancellationToken)
            : _web.FetchAsync(job.Source, cancellationToken);
}
