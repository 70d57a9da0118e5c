using System.Diagnostics;
using Products.Grains.Interfaces.Images;
using Products.Hosting.ImageStore;
using Products.ImageDecoder.Protocol;
using Products.ImageWorker.Download;
using Products.ImageWorker.Figures;
using Products.ImageWorker.Pipeline;

namespace Products.ImageWorker;

/// <summary>From a job to stored variants: fetch the source, make the variants, store them.</summary>
internal sealed partial class ImageMaker(SourceFetcher fetcher, ImagePipeline pipeline, IImageStore store, ILogger<ImageMaker> logger)
{
    /// <exception cref="ImageFailedException">With the code of what went wrong.</exception>
    public async Task<StoredImage> MakeAsync(ImageJob job, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var source = await FetchAsync(job, cancellationToken);
        LogFetched(source.Length, Lap(ref started));

        var (original, encoded) = await pipeline.RunAsync(source.Path, cancellationToken);
        LogMade(encoded.Count, Lap(ref started));

        var hash = ContentHash.Of(source.Sha256);
        var variants = new List<ImageVariant>(encoded.Count);
        foreach (var variant in encoded)
        {
            variants.Add(await StoreAsync(job, hash, variant, cancellationToken));
        }

        LogStored(variants.Sum(stored => stored.Bytes), Lap(ref started));
        return new StoredImage(original, variants);
    }

    private async Task<SourceFile> FetchAsync(ImageJob job, CancellationToken cancellationToken)
    {
        using var step = Step.Begin("download");
        var source = await fetcher.FetchAsync(job, cancellationToken);
        step.Done(source.Length);
        return source;
    }

    private async Task<ImageVariant> StoreAsync(ImageJob job, string hash, EncodedVariant variant, CancellationToken cancellationToken)
    {
        using var step = Step.Begin("store", variant.Recipe.Format, variant.Recipe.Name);
        var key = ImageKey.Variant(job.ProductId, job.ImageId, hash, variant.Recipe.FileName);
        try
        {
            using var bytes = new MemoryStream(variant.Bytes, writable: false);
            await store.PutAsync(key, bytes, variant.Recipe.ContentType, cancellationToken);
            step.Done(bytes.Length);
        }
        catch (IOException failure)
        {
            throw ImageFailedException.Transient(ImageErrorCode.StoreUnavailable, "The image could not be stored.", failure);
        }

        return new ImageVariant
        {
            Name = variant.Recipe.Name,
            Format = variant.Recipe.Format,
            Width = variant.Size.Width,
            Height = variant.Size.Height,
            Bytes = variant.Bytes.Length,
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
