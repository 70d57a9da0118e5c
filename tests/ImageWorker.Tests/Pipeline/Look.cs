using NetVips;

namespace Products.ImageWorker.Tests.Pipeline;

/// <summary>Asserts what a picture shows.</summary>
internal static class Look
{
    /// <summary>How far a channel of 0 to 255 may be off after lossy encoding.</summary>
    private const double Tolerance = 16;

    public static void ShowsQuadrants(Image picture)
    {
        Shows(picture, 0.25, 0.25, Pictures.Red);
        Shows(picture, 0.75, 0.25, Pictures.Green);
        Shows(picture, 0.25, 0.75, Pictures.Blue);
        Shows(picture, 0.75, 0.75, Pictures.Yellow);
    }

    /// <param name="picture">The picture.</param>
    /// <param name="across">0 is left, 1 is right.</param>
    /// <param name="down">0 is top, 1 is bottom.</param>
    /// <param name="colour">Red, green, blue and, where there is one, alpha.</param>
    /// <param name="tolerance">By how much each channel may be off.</param>
    public static void Shows(Image picture, double across, double down, double[] colour, double tolerance = Tolerance)
    {
        var pixel = picture.Getpoint((int)(across * picture.Width), (int)(down * picture.Height));
        Assert.Equal(colour.Length, pixel.Length);
        Assert.All(
            colour.Zip(pixel),
            channel => Assert.True(
                Math.Abs(channel.First - channel.Second) <= tolerance,
                $"Expected {string.Join(' ', colour)}, saw {string.Join(' ', pixel)} at {across}, {down}."));
    }

    public static void IsPlainSrgb(Image picture)
    {
        Assert.Equal(Enums.Interpretation.Srgb, picture.Interpretation);
        Assert.Equal(Enums.BandFormat.Uchar, picture.Format);
        Assert.DoesNotContain(picture.GetFields(), field => field is "icc-profile-data" or "exif-data" or "xmp-data" or "iptc-data");
    }
}
