using NetVips;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Tests.Pipeline;

public sealed class OrientationTests : PipelineTest
{
    [Theory]
    [MemberData(nameof(Orientations))]
    public async Task A_photograph_is_upright_whatever_way_the_camera_was_held(int orientation)
    {
        using var picture = await PixelsAsync(AsTheSensorSawIt(400, 200, orientation).JpegsaveBuffer(q: 95));

        Assert.Equal((400, 200), (picture.Width, picture.Height));
        Look.ShowsQuadrants(picture);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public async Task A_large_photograph_is_upright_after_it_was_shrunk_while_decoding(int orientation)
    {
        using var picture = await PixelsAsync(AsTheSensorSawIt(4000, 3000, orientation).JpegsaveBuffer(q: 95));

        Assert.Equal((1600, 1200), (picture.Width, picture.Height));
        Look.ShowsQuadrants(picture);
    }

    [Fact]
    public async Task The_orientation_of_a_PNG_and_of_a_WebP_counts_too()
    {
        using var sensor = AsTheSensorSawIt(400, 200, 6);
        using var png = await PixelsAsync(sensor.PngsaveBuffer());
        using var webp = await PixelsAsync(sensor.WebpsaveBuffer(q: 95));

        Look.ShowsQuadrants(png);
        Look.ShowsQuadrants(webp);
    }

    [Theory]
    [MemberData(nameof(Orientations))]
    public async Task The_original_is_told_as_it_is_seen(int orientation)
    {
        var file = AsTheSensorSawIt(400, 200, orientation).JpegsaveBuffer();
        var original = (await MakeAsync(File(file))).Original;

        Assert.Equal(new OriginalPicture { Format = "jpeg", Width = 400, Height = 200, Bytes = file.Length }, original);
    }

    public static TheoryData<int> Orientations() => [.. Enumerable.Range(1, 8)];

    /// <summary>The picture that shows its quadrants once the orientation (TIFF 6.0, tag 274) is applied.</summary>
    private static Image AsTheSensorSawIt(int width, int height, int orientation)
    {
        var upright = Pictures.Quadrants(width, height);
        var seen = orientation switch
        {
            2 => upright.FlipHor(),
            3 => upright.Rot180(),
            4 => upright.FlipVer(),
            5 => upright.Rot90().FlipHor(),
            6 => upright.Rot270(),
            7 => upright.Rot270().FlipHor(),
            8 => upright.Rot90(),
            _ => upright,
        };
        return seen.With("orientation", orientation);
    }
}
