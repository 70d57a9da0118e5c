using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Images;
using Products.ImageDecoder.Protocol;
using Products.ImageWorker.Decoding;
using Products.ImageWorker.Figures;
using Products.ImageWorker.Pipeline.Structure;

namespace Products.ImageWorker.Pipeline;

/// <summary>Makes the configured variants of an original.</summary>
/// <remarks>Thread safe. It tells the format here, and has a decoder process do all the rest.</remarks>
internal sealed class ImagePipeline(DecoderPool decoders, IOptions<ImageOptions> options)
{
    private readonly ImageOptions _options = options.Value;

    /// <param name="path">The downloaded file.</param>
    /// <param name="cancellationToken">Ends the decoder process as well.</param>
    /// <returns>The original, and a variant for each of <see cref="ImageOptions.Variants"/>.</returns>
    /// <exception cref="ImageFailedException">
    /// <c>not_an_image</c>, <c>unsupported_format</c>, <c>too_complex</c>, <c>too_many_pixels</c>, <c>too_much_memory</c> or
    /// <c>corrupt_image</c>; retryable: <c>decoder_crashed</c> and <c>decoder_timeout</c>.
    /// </exception>
    public async Task<ProcessedImage> RunAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        var format = await FormatSniffer.SniffAsync(file, cancellationToken);
        ImageStructure.Check(file, format);
        try
        {
            return await decoders.UseAsync((decoder, limit) => DecodeAsync(decoder, file, format, limit), cancellationToken);
        }
        catch (DecodeRefusedException refused)
        {
            throw DecodeFailure.Of(refused, _options);
        }
    }

    private async Task<ProcessedImage> DecodeAsync(
        DecoderProcess decoder, FileStream file, ImageFormat format, CancellationToken cancellationToken)
    {
        var name = format.ToString().ToLowerInvariant();
        var size = await IdentifyAsync(decoder, file, format, name, cancellationToken);
        using (var step = Step.Begin("decode", name))
        {
            await decoder.ReadAsync<Reply.Decoded>(cancellationToken);
            step.Done();
        }

        var original = new OriginalPicture { Format = name, Width = size.Width, Height = size.Height, Bytes = file.Length };
        return new ProcessedImage(original, await EncodeAsync(decoder, cancellationToken));
    }

    private async Task<ImageSize> IdentifyAsync(
        DecoderProcess decoder, FileStream file, ImageFormat format, string name, CancellationToken cancellationToken)
    {
        using var step = Step.Begin("identify", name);
        var seconds = (int)Math.Ceiling(_options.DecodeTimeout.TotalSeconds);
        var request = new DecodeRequest(
            format, (int)file.Length, (long)(_options.MaxMegapixels * 1e6), seconds, _options.VariantNames);
        await decoder.SendAsync(request, file, cancellationToken);
        var identified = await decoder.ReadAsync<Reply.Identified>(cancellationToken);
        step.Done(file.Length);
        return identified.Size.ShortestSide > 0 && identified.Size.Pixels <= request.MaxPixels
            ? identified.Size
            : throw new InvalidDataException("Not the size of an image.");
    }

    private async Task<EncodedVariant[]> EncodeAsync(DecoderProcess decoder, CancellationToken cancellationToken)
    {
        var recipes = VariantRecipe.All.Where(recipe => _options.VariantNames.Contains(recipe.FileName)).ToArray();
        var variants = new EncodedVariant[recipes.Length];
        for (var index = 0; index < recipes.Length; index++)
        {
            using var step = Step.Begin("encode", recipes[index].Format, recipes[index].Name);
            variants[index] = Checked((await decoder.ReadAsync<Reply.Encoded>(cancellationToken)).Variant, recipes[index]);
            step.Done(variants[index].Bytes.Length);
        }

        return variants;
    }

    /// <summary>An image may have taken over its decoder, and say anything.</summary>
    private static EncodedVariant Checked(EncodedVariant variant, VariantRecipe recipe) =>
        variant.Recipe == recipe
            && variant.Size is { ShortestSide: > 0, LongestSide: var longest } && longest <= recipe.LongestSide
            && (recipe.Format == VariantRecipe.WebP ? IsWebP(variant.Bytes) : IsAvif(variant.Bytes))
            ? variant
            : throw new InvalidDataException("Not the variant that was asked for.");

    private static bool IsWebP(ReadOnlySpan<byte> file) =>
        file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    private static bool IsAvif(ReadOnlySpan<byte> file) => file.Length > 12 && file[4..].StartsWith("ftyp"u8);
}
