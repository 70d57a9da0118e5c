using NetVips;

namespace Products.ImageWorker.Tests.Pipeline;

/// <summary>Runs on a real photograph, that of Debian's package <c>mate-backgrounds</c>; <c>TEST_PHOTOS</c> names another folder.</summary>
public sealed class PhotographTests : PipelineTest
{
    private const string Name = "Elephants_5640x3172.jpg";

    private static readonly string Folder =
        Environment.GetEnvironmentVariable("TEST_PHOTOS") ?? "/usr/share/backgrounds/mate/abstract";

    [Fact]
    public async Task A_photograph_of_18_megapixels_is_stored_in_a_twentieth_of_its_bytes()
    {
        var photograph = Photograph();
        var variant = Assert.Single(await RunAsync(photograph));

        Assert.Equal((1600, 900), (variant.Size.Width, variant.Size.Height));
        Assert.InRange(variant.Bytes.Length, 10_000, new FileInfo(photograph).Length / 20);
    }

    [Fact]
    public async Task It_looks_like_the_photograph()
    {
        var variant = Assert.Single(await RunAsync(Photograph()));
        using var compressed = Image.NewFromBuffer(variant.Bytes);
        using var careful = Image.NewFromFile(Photograph()).ThumbnailImage(1600, height: 900, size: Enums.Size.Force);

        Assert.InRange((compressed - careful).Abs().Avg(), 0, 5);
    }

    private static string Photograph()
    {
        var path = Path.Combine(Folder, Name);
        Assert.True(
            System.IO.File.Exists(path),
            $"This test needs the photograph {Name}: install the package mate-backgrounds, or name its folder in TEST_PHOTOS.");
        return path;
    }
}
