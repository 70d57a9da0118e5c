using NetVips;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class AlphaAndFrameTests : PipelineTest
{
    [Theory]
    [InlineData(400)]
    [InlineData(4000)]
    public async Task Alpha_is_kept(int width)
    {
        using var picture = await PixelsAsync(Pictures.Quadrants(width, 200).WithAlpha(128).PngsaveBuffer());

        Look.Shows(picture, 0.25, 0.25, [.. Pictures.Red, 128]);
    }

    [Fact]
    public async Task Alpha_of_a_16_bit_PNG_is_kept()
    {
        using var picture = await PixelsAsync(Pictures.Quadrants(400, 200).Deep().WithAlpha(128 * 257).PngsaveBuffer());

        Look.Shows(picture, 0.25, 0.25, [.. Pictures.Red, 128]);
    }

    [Fact]
    public async Task Alpha_of_a_grey_PNG_is_kept()
    {
        var grey = Pictures.Plain(300, 200, [90, 90, 90]).Colourspace(Enums.Interpretation.Bw).WithAlpha(60);
        using var picture = await PixelsAsync(grey.PngsaveBuffer());

        Look.Shows(picture, 0.5, 0.5, [90, 90, 90, 60], tolerance: 4);
    }

    [Fact]
    public async Task Alpha_of_a_shrunk_WebP_and_of_an_AVIF_is_kept()
    {
        using var half = Pictures.Quadrants(4000, 2000).WithAlpha(128);
        using var webp = await PixelsAsync(half.WebpsaveBuffer(q: 95));
        using var avif = await PixelsAsync(half.Resize(0.1).Avif());

        Look.Shows(webp, 0.75, 0.75, [.. Pictures.Yellow, 128]);
        Look.Shows(avif, 0.75, 0.75, [.. Pictures.Yellow, 128]);
    }

    [Theory]
    [InlineData("compressed.avif")]
    [InlineData("thumbnail.webp")]
    public async Task Alpha_is_kept_in_every_variant(string fileName)
    {
        Options.Variants = $"compressed.webp,{fileName}";
        var variants = await RunAsync(File(Pictures.Quadrants(800, 400).WithAlpha(128).PngsaveBuffer()));
        using var picture = Image.NewFromBuffer(variants.Single(variant => variant.Recipe.FileName == fileName).Bytes);

        Look.Shows(picture, 0.25, 0.75, [.. Pictures.Blue, 128]);
    }

    [Fact]
    public async Task An_animated_GIF_shows_its_first_frame()
    {
        var frames = Pictures.Quadrants(400, 200).Then(Pictures.Plain(400, 200, [0, 0, 0]));
        await ShowsFirstFrameAsync(frames.GifsaveBuffer());
    }

    [Fact]
    public async Task An_animated_WebP_shows_its_first_frame()
    {
        var frames = Pictures.Quadrants(400, 200).Then(Pictures.Plain(400, 200, [0, 0, 0]));
        await ShowsFirstFrameAsync(frames.WebpsaveBuffer(q: 95));
    }

    [Fact]
    public async Task A_large_animated_WebP_shows_its_first_frame()
    {
        var frames = Pictures.Quadrants(4000, 2000).Then(Pictures.Plain(4000, 2000, [0, 0, 0]));
        await ShowsFirstFrameAsync(frames.WebpsaveBuffer(q: 95));
    }

    private async Task ShowsFirstFrameAsync(byte[] animation)
    {
        using var picture = await PixelsAsync(animation);
        using var colours = picture.ExtractBand(0, n: 3);

        Assert.Equal(2, picture.Width / picture.Height);
        Look.ShowsQuadrants(colours);
    }
}
