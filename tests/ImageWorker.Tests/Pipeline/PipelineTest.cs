using NetVips;
using Products.Grains.Interfaces.Images;
using Products.ImageDecoder.Protocol;
using Products.ImageWorker.Pipeline;
using Products.ImageWorker.Tests.Decoding;

namespace Products.ImageWorker.Tests.Pipeline;

/// <summary>A folder for the images of one test, and the pipeline that they are run through.</summary>
public abstract class PipelineTest : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-").FullName;

    private protected ImageOptions Options { get; } = new() { Variants = "compressed.webp" };

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string File(byte[] bytes)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    private protected ImagePipeline NewPipeline() => new(Decoders.Shared, Microsoft.Extensions.Options.Options.Create(Options));

    private protected async Task<IReadOnlyList<EncodedVariant>> RunAsync(string path) => (await MakeAsync(path)).Variants;

    private protected Task<ProcessedImage> MakeAsync(string path) => NewPipeline().RunAsync(path, TestContext.Current.CancellationToken);

    private protected async Task<EncodedVariant> CompressAsync(byte[] original) => Assert.Single(await RunAsync(File(original)));

    private protected async Task<Image> PixelsAsync(byte[] original)
    {
        var variant = await CompressAsync(original);
        return Image.NewFromBuffer(variant.Bytes);
    }

    private protected async Task<ImageError> ErrorAsync(byte[] original)
    {
        var failure = await Assert.ThrowsAsync<ImageFailedException>(() => RunAsync(File(original)));
        Assert.False(failure.Error.Retryable);
        Assert.DoesNotContain(_folder, failure.Error.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("vips", failure.Error.Detail, StringComparison.OrdinalIgnoreCase);
        return failure.Error;
    }
}
