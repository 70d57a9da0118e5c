using Microsoft.Extensions.Options;
using NetVips;
using Products.ImageWorker.Figures;

namespace Products.ImageWorker.Pipeline;

/// <summary>Makes the configured variants of an original: identify, limit, decode once, encode each from the same pixels.</summary>
/// <remarks>Thread safe. Works off the caller's thread. However many pictures are in work, their memory stays within a budget.</remarks>
internal sealed class ImagePipeline
{
    /// <summary>In bytes of its estimate.</summary>
    private const long LargePicture = 128L << 20;

    private readonly VariantRecipe[] _recipes;
    private readonly int _longestSide;
    private readonly PictureLimits _limits;
    private readonly MemoryGate _gate;

    static ImagePipeline() => Libvips.Configure();

    public ImagePipeline(IOptions<ImageOptions> options)
    {
        var budget = MemoryBudget.For(options.Value);
        _recipes = [.. VariantRecipe.All.Where(recipe => options.Value.VariantNames.Contains(recipe.FileName))];
        _longestSide = _recipes.Max(recipe => recipe.LongestSide);
        _limits = new PictureLimits(options.Value.MaxMegapixels, budget);
        _gate = new MemoryGate(budget);
    }

    /// <param name="path">The downloaded file; it is read several times.</param>
    /// <param name="cancellationToken">Stops between steps, and within the decoding.</param>
    /// <returns>The original, and a variant for each of <see cref="ImageOptions.Variants"/>.</returns>
    /// <exception cref="ImageFailedException">
    /// <c>not_an_image</c>, <c>unsupported_format</c>, <c>too_many_pixels</c> or <c>corrupt_image</c>; none is retryable.
    /// </exception>
    public async Task<MadePictures> RunAsync(string path, CancellationToken cancellationToken)
    {
        var (original, memory) = await Task.Run(() => Identify(path), cancellationToken);
        using var share = await _gate.EnterAsync(memory, cancellationToken);
        var variants = await Task.Run(
            () => memory > LargePicture ? ProduceLarge(original, cancellationToken) : Produce(original, cancellationToken), cancellationToken);
        return new MadePictures(original.ToPicture(), variants);
    }

    private (Original Original, long Memory) Identify(string path)
    {
        using var step = Step.Begin("identify");
        var original = Original.Read(path);
        _limits.CheckPixels(original.Size);
        var memory = DecodeMemory.Of(original, Reduction.For(original.Size, _longestSide));
        _limits.CheckMemory(original.Size, memory);
        step.Done(original.FileBytes, FormatOf(original));
        return (original, memory);
    }

    /// <summary>What smaller pictures have left behind, it needs; and what it leaves behind, they do not need.</summary>
    private EncodedVariant[] ProduceLarge(Original original, CancellationToken cancellationToken)
    {
        NativeHeap.HandBack();
        try
        {
            return Produce(original, cancellationToken);
        }
        finally
        {
            NativeHeap.HandBack();
        }
    }

    private EncodedVariant[] Produce(Original original, CancellationToken cancellationToken)
    {
        using var pixels = Decode(original, cancellationToken);
        return [.. _recipes.Select(Encode)];

        EncodedVariant Encode(VariantRecipe recipe)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var step = Step.Begin("encode", recipe.Format, recipe.Name);
            var picture = Encoder.Encode(pixels, recipe);
            step.Done(picture.Bytes.Length);
            return picture;
        }
    }

    private Image Decode(Original original, CancellationToken cancellationToken)
    {
        using var step = Step.Begin("decode", FormatOf(original));
        var pixels = Decoder.Decode(original, _longestSide, cancellationToken);
        step.Done();
        return pixels;
    }

    private static string FormatOf(Original original) => original.Format.ToString().ToLowerInvariant();
}
