using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class CorruptTests : PipelineTest
{
    [Theory]
    [MemberData(nameof(Originals))]
    public async Task A_picture_cut_in_half_is_corrupt(string kind) => await IsCorruptAsync(Original(kind)[..^(Original(kind).Length / 2)]);

    [Theory]
    [MemberData(nameof(Originals))]
    public async Task A_picture_without_its_last_hundredth_is_corrupt(string kind) =>
        await IsCorruptAsync(Original(kind)[..^(Original(kind).Length / 100)]);

    [Theory]
    [MemberData(nameof(Originals))]
    public async Task A_picture_cut_off_after_its_first_bytes_is_corrupt(string kind) => await IsCorruptAsync(Original(kind)[..40]);

    [Theory]
    [MemberData(nameof(Originals))]
    public async Task Bytes_after_the_end_of_a_picture_do_no_harm(string kind) =>
        await CompressAsync([.. Original(kind), .. new byte[100]]);

    [Fact]
    public async Task A_large_JPEG_cut_off_is_found_although_it_is_shrunk_while_decoding()
    {
        var whole = Pictures.Grain(4000, 3000).JpegsaveBuffer();

        await IsCorruptAsync(whole[..^(whole.Length / 100)]);
    }

    [Fact]
    public async Task A_PNG_with_damaged_pixels_is_corrupt()
    {
        var damaged = Original("png");
        damaged.AsSpan(damaged.Length / 2, 300).Clear();

        await IsCorruptAsync(damaged);
    }

    [Fact]
    public async Task The_pipeline_goes_on_after_a_corrupt_picture()
    {
        var pipeline = NewPipeline();
        var (bad, good) = (File(Original("jpeg")[..2000]), File(Original("jpeg")));

        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<ImageFailedException>(() => pipeline.RunAsync(bad, default));
            Assert.Single((await pipeline.RunAsync(good, default)).Variants);
        }
    }

    public static TheoryData<string> Originals() => ["jpeg", "progressive", "png", "interlaced", "gif", "webp", "lossless", "avif"];

    private static byte[] Original(string kind)
    {
        using var grain = Pictures.Grain(640, 480);
        return kind switch
        {
            "jpeg" => grain.JpegsaveBuffer(),
            "progressive" => grain.JpegsaveBuffer(interlace: true),
            "png" => grain.PngsaveBuffer(),
            "interlaced" => grain.PngsaveBuffer(interlace: true),
            "gif" => grain.GifsaveBuffer(effort: 1),
            "webp" => grain.WebpsaveBuffer(effort: 0),
            "lossless" => grain.WebpsaveBuffer(lossless: true, effort: 0),
            _ => grain.Avif(),
        };
    }

    private async Task IsCorruptAsync(byte[] original) =>
        Assert.Equal(ImageErrorCode.Corrupt, (await ErrorAsync(original)).Code);
}
