using System.Diagnostics;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;
using Products.ImageWorker.Download;
using Products.ImageWorker.Figures;
using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker;

/// <summary>From a job to stored variants: fetch the source, make the pictures, store them.</summary>
internal sealed partial class ImageMaker(SourceFetcher fetcher, ImagePipeline pipeline, IImageStore store, ILogger<ImageMaker> logger)
{
    /// <exception cref="ImageFailedException">With the code of what went wrong.</exception>
    public async Task<StoredImage> MakeAsync(ImageJob job, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var source = await FetchAsync(job, cancellationToken);
        LogFetched(source.Length, Lap(ref started));

        var (original, pictures) = await pipeline.RunAsync(source.Path, cancellationToken);
        LogMade(pictures.Count, Lap(ref started));

        var hash = ContentHash.Of(source.Sha256);
        var variants = new List<ImageVariant>(pictures.Count);
        foreach (var picture in pictures)
        {
            variants.Add(await StoreAsync(job, hash, picture, cancellationToken));
        }

        LogStored(variants.Sum(variant => variant.Bytes), Lap(ref started));
        return new StoredImage(original, variants);
    }

    private async Task<SourceFile> FetchAsync(ImageJob job, CancellationToken cancellationToken)
    {
        using var step = Step.Begin("download");
        var source = await fetcher.FetchAsync(job, cancellationToken);
        step.Done(source.Length);
        return source;
    }

    private async Task<ImageVariant> StoreAsync(ImageJob job, string hash, EncodedVariant picture, CancellationToken cancellationToken)
    {
        using var step = Step.Begin("store", picture.Format, picture.Name);
        var key = ImageKey.Variant(job.ProductId, job.ImageId, hash, picture.FileName);
        try
        {
            using var bytes = new MemoryStream(picture.Bytes, writable: false);
            await store.PutAsync(key, bytes, picture.ContentType, cancellationToken);
            step.Done(bytes.Length);
        }
        catch (IOException failure)
        {
            throw ImageFailedException.Transient(ImageErrorCode.StoreUnavailable, "The picture could not be stored.", failure);
        }

        return new ImageVariant
        {
            Name = picture.Name,
            Format = picture.Format,
            Width = picture.Width,
            Height = picture.Height,
            Bytes = picture.Bytes.Length,
            Url = store.UrlOf(key),
        };
    }

    private static double Lap(ref long started)
    {
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        started = Stopwatch.GetTimestamp();
        return elapsed;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Image fetched: {Bytes} bytes in {DurationMs:0} ms")]
    private partial void LogFetched(long bytes, double durationMs);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image processed: {Variants} variants in {DurationMs:0} ms")]
    private partial void LogMade(int variants, double durationMs);

    [LoggerMessage(Level = LogLevel.Information, Message = "Image stored: {Bytes} bytes in {DurationMs:0} ms")]
    private partial void LogStored(long bytes, double durationMs);
}
