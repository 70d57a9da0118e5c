using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class StructureTests : PipelineTest
{
    private const int InflatedBytes = 40_000_000;

    [Theory]
    [InlineData("zTXt")]
    [InlineData("iTXt")]
    public async Task A_PNG_whose_compressed_text_would_take_gigabytes_is_refused(string chunk) =>
        await IsTooComplexAsync(Bombs.PngText(chunk, 60, InflatedBytes), "bytes of compressed text");

    [Fact]
    public async Task A_PNG_with_a_little_compressed_text_is_accepted() =>
        Assert.Equal(20, (await CompressAsync(Bombs.PngText("zTXt", 1, 10_000))).Size.Width);

    [Fact]
    public async Task A_PNG_of_thousands_of_ancillary_chunks_is_refused() =>
        await IsTooComplexAsync(Bombs.Png("tEXt", "k\0v"u8.ToArray(), 2000), "ancillary chunks");

    [Fact]
    public async Task A_GIF_of_more_than_10000_frames_is_refused()
    {
        await IsTooComplexAsync(Bombs.Gif(10_001), "frames");
        Assert.Equal(1, (await CompressAsync(Bombs.Gif(10_000))).Size.Width);
    }

    [Fact]
    public async Task An_AVIF_whose_frame_is_repeated_500_times_is_refused()
    {
        await IsTooComplexAsync(Bombs.Avif(64, 500), "frames");
        Assert.Equal(64, (await CompressAsync(Bombs.Avif(64, 4))).Size.Width);
    }

    [Fact]
    public async Task An_AVIF_whose_table_has_millions_of_extents_is_refused() =>
        await IsTooComplexAsync(Bombs.AvifTable(10_000, ushort.MaxValue), "extents");

    [Fact]
    public async Task A_PNG_with_much_uncompressed_text_is_accepted()
    {
        byte[] text = [.. "XML:com.adobe.xmp"u8, 0, 0, 0, 0, 0, .. new byte[500_000].Select(_ => (byte)' ')];
        Assert.Equal(20, (await CompressAsync(Bombs.Png("iTXt", text, 1))).Size.Width);
    }

    private async Task IsTooComplexAsync(byte[] original, string excess)
    {
        var error = await ErrorAsync(original);

        Assert.Equal(ImageErrorCode.TooComplex, error.Code);
        Assert.Contains(excess, error.Detail, StringComparison.Ordinal);
    }
}
