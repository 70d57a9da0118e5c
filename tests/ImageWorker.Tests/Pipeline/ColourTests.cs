using NetVips;
using static NetVips.Enums;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class ColourTests : PipelineTest
{
    [Fact]
    public async Task A_wide_gamut_photograph_keeps_its_colours_in_sRGB() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).IccTransform("p3", inputProfile: "srgb").JpegsaveBuffer(q: 95));

    [Theory]
    [InlineData(400, ForeignKeep.All)]
    [InlineData(400, ForeignKeep.None)]
    [InlineData(4000, ForeignKeep.All)]
    public async Task A_CMYK_photograph_is_shown_in_sRGB_with_or_without_its_profile(int width, ForeignKeep keep)
    {
        using var printed = Cmyk(width, width / 2);
        using var seen = printed.IccTransform("srgb", embedded: true);
        using var picture = await PixelsAsync(printed.JpegsaveBuffer(q: 95, keep: keep));

        Look.IsPlainSrgb(picture);
        foreach (var (across, down) in new[] { (0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75) })
        {
            Look.Shows(picture, across, down, seen.Getpoint((int)(across * seen.Width), (int)(down * seen.Height)));
        }
    }

    [Fact]
    public async Task A_16_bit_PNG_is_brought_to_8_bits() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).Deep().PngsaveBuffer());

    [Fact]
    public async Task A_16_bit_wide_gamut_PNG_keeps_its_colours() =>
        await ShowsQuadrantsAsync(
            Pictures.Quadrants(400, 200).IccTransform("p3", inputProfile: "srgb", depth: 16).PngsaveBuffer());

    [Fact]
    public async Task A_palette_PNG_shows_its_colours() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).PngsaveBuffer(palette: true));

    [Fact]
    public async Task A_progressive_JPEG_shows_its_colours() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(4000, 2000).JpegsaveBuffer(q: 95, interlace: true));

    [Fact]
    public async Task An_interlaced_PNG_shows_its_colours() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).PngsaveBuffer(interlace: true));

    [Fact]
    public async Task An_AVIF_shows_its_colours() => await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).Avif());

    [Fact]
    public async Task A_10_bit_AVIF_shows_its_colours() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).Deep().Avif(bitdepth: 10));

    [Fact]
    public async Task A_WebP_shows_its_colours() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(4000, 2000).WebpsaveBuffer(q: 95));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_grey_picture_becomes_sRGB(bool deep)
    {
        var grey = Pictures.Plain(300, 200, [90, 90, 90]).Colourspace(deep ? Interpretation.Grey16 : Interpretation.Bw);
        using var picture = await PixelsAsync(grey.PngsaveBuffer());

        Look.IsPlainSrgb(picture);
        Look.Shows(picture, 0.5, 0.5, [90, 90, 90], tolerance: 3);
    }

    [Fact]
    public async Task An_unreadable_profile_is_ignored() =>
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).With("icc-profile-data", "no profile at all"u8.ToArray()).JpegsaveBuffer(q: 95));

    [Fact]
    public async Task A_profile_for_other_channels_than_the_picture_has_is_ignored()
    {
        var profile = (byte[])Cmyk(8, 8).Get("icc-profile-data");
        await ShowsQuadrantsAsync(Pictures.Quadrants(400, 200).With("icc-profile-data", profile).JpegsaveBuffer(q: 95));
    }

    private static Image Cmyk(int width, int height) =>
        Pictures.Quadrants(width, height).IccTransform("cmyk", inputProfile: "srgb");

    private async Task ShowsQuadrantsAsync(byte[] original)
    {
        using var picture = await PixelsAsync(original);
        Look.IsPlainSrgb(picture);
        Look.ShowsQuadrants(picture);
    }
}
