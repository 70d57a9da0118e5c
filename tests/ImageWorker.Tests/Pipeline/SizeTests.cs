using NetVips;
using static NetVips.Enums;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class SizeTests : PipelineTest
{
    [Theory]
    [InlineData(3333, 1000, 1600, 480)]
    [InlineData(1000, 3333, 480, 1600)]
    [InlineData(1601, 901, 1600, 900)]
    [InlineData(6401, 3599, 1600, 900)]
    [InlineData(1600, 1600, 1600, 1600)]
    [InlineData(20, 10, 20, 10)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(5000, 1, 1600, 1)]
    public async Task A_picture_is_shrunk_in_proportion_and_never_enlarged(int width, int height, int expectedWidth, int expectedHeight)
    {
        using var plain = Pictures.Plain(width, height, Pictures.Blue);
        foreach (var original in new[] { plain.JpegsaveBuffer(), plain.PngsaveBuffer(), plain.WebpsaveBuffer(), plain.GifsaveBuffer() })
        {
            var variant = await CompressAsync(original);
            Assert.Equal((expectedWidth, expectedHeight), (variant.Size.Width, variant.Size.Height));
        }
    }

    [Fact]
    public async Task Every_variant_is_what_it_says_it_is()
    {
        Options.Variants = new ImageOptions().Variants;
        var variants = await RunAsync(File(Pictures.Quadrants(3200, 1600).JpegsaveBuffer()));

        Assert.Equal(["compressed.webp", "compressed.avif", "thumbnail.webp"], variants.Select(variant => variant.Recipe.FileName));
        Assert.Equal(["image/webp", "image/avif", "image/webp"], variants.Select(variant => variant.Recipe.ContentType));
        Assert.Equal([(1600, 800), (1600, 800), (400, 200)], variants.Select(variant => (variant.Size.Width, variant.Size.Height)));
        Assert.All(variants, variant =>
        {
            using var picture = Image.NewFromBuffer(variant.Bytes);
            Assert.StartsWith(variant.Recipe.Format == "webp" ? "webp" : "heif", (string)picture.Get("vips-loader"), StringComparison.Ordinal);
            Assert.Equal((variant.Size.Width, variant.Size.Height), (picture.Width, picture.Height));
            Look.ShowsQuadrants(picture);
            Look.IsPlainSrgb(picture);
        });
    }

    [Fact]
    public async Task Only_the_configured_variants_are_made()
    {
        Options.Variants = "thumbnail.webp,compressed.webp";
        var variants = await RunAsync(File(Pictures.Quadrants(200, 100).PngsaveBuffer()));

        Assert.Equal(["compressed.webp", "thumbnail.webp"], variants.Select(variant => variant.Recipe.FileName));
    }

    [Fact]
    public async Task No_metadata_of_the_original_is_published()
    {
        var original = Pictures.Quadrants(400, 200).IccTransform("p3", inputProfile: "srgb")
            .With("exif-ifd3-GPSLatitude", "52/1 30/1 0/1")
            .With("exif-ifd0-Artist", "Somebody Real")
            .With("xmp-data", "<x:xmpmeta/>"u8.ToArray())
            .JpegsaveBuffer(q: 90, keep: ForeignKeep.All);
        Options.Variants = new ImageOptions().Variants;

        foreach (var variant in await RunAsync(File(original)))
        {
            using var picture = Image.NewFromBuffer(variant.Bytes);
            Look.IsPlainSrgb(picture);
            Assert.Equal(-1, variant.Bytes.AsSpan().IndexOf("Somebody Real"u8));
        }
    }
}
