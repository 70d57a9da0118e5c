using System.Diagnostics;
using NetVips;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class LimitTests : PipelineTest
{
    [Fact]
    public async Task A_small_file_that_declares_400_megapixels_is_refused_before_it_is_decoded()
    {
        var clock = Stopwatch.StartNew();
        var error = await ErrorAsync(Pictures.PngDeclaring(20_000, 20_000));

        Assert.Equal(ImageErrorCode.TooManyPixels, error.Code);
        Assert.Contains("20000 × 20000, 400 megapixels; at most 50 ", error.Detail, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.019999, false)]
    public async Task The_cap_counts_width_times_height(double maxMegapixels, bool accepted)
    {
        Options.MaxMegapixels = maxMegapixels;
        var original = Pictures.Quadrants(200, 100).JpegsaveBuffer();

        Assert.Equal(accepted, await Record.ExceptionAsync(() => CompressAsync(original)) is null);
    }

    [Fact]
    public async Task Of_an_animation_one_frame_counts()
    {
        Options.MaxMegapixels = 0.02;
        var frames = Pictures.Quadrants(200, 100).Then(Pictures.Plain(200, 100, [0, 0, 0]));

        Assert.Equal(200, (await CompressAsync(frames.GifsaveBuffer())).Size.Width);
        Assert.Equal(200, (await CompressAsync(frames.WebpsaveBuffer())).Size.Width);
    }

    [Fact]
    public async Task A_picture_within_the_cap_that_would_take_too_much_memory_is_refused()
    {
        var strip = (Image.Black(500_000, 98, bands: 4) + 1000).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);
        var error = await ErrorAsync(strip.PngsaveBuffer(compression: 1));

        Assert.Equal(ImageErrorCode.TooMuchMemory, error.Code);
    }
}
