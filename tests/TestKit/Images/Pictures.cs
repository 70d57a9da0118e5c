using System.Buffers.Binary;
using System.IO.Hashing;
using NetVips;
using static NetVips.Enums;

namespace Products.TestKit;

/// <summary>Draws the pictures that the tests run on.</summary>
public static class Pictures
{
    public static readonly double[] Red = [220, 30, 30];
    public static readonly double[] Green = [30, 180, 60];
    public static readonly double[] Blue = [40, 60, 210];
    public static readonly double[] Yellow = [230, 210, 40];

    /// <summary>Red and green above blue and yellow.</summary>
    public static Image Quadrants(int width, int height)
    {
        var above = Plain(width / 2, height / 2, Red).Join(Plain(width / 2, height / 2, Green), Direction.Horizontal);
        var below = Plain(width / 2, height / 2, Blue).Join(Plain(width / 2, height / 2, Yellow), Direction.Horizontal);
        return above.Join(below, Direction.Vertical).Copy(interpretation: Interpretation.Srgb);
    }

    public static Image Plain(int width, int height, double[] colour) =>
        (Image.Black(width, height, bands: colour.Length) + colour).Cast(BandFormat.Uchar).Copy(interpretation: Interpretation.Srgb);

    /// <summary>Grain that no encoder can store in few bytes.</summary>
    public static Image Grain(int width, int height) =>
        Image.Gaussnoise(width, height, mean: 128, sigma: 40, seed: 1).Cast(BandFormat.Uchar)
            .Bandjoin(Image.Gaussnoise(width, height, mean: 128, sigma: 40, seed: 2).Cast(BandFormat.Uchar))
            .Bandjoin(Image.Gaussnoise(width, height, mean: 128, sigma: 40, seed: 3).Cast(BandFormat.Uchar))
            .Copy(interpretation: Interpretation.Srgb);

    /// <summary>The same colours in 16 bits a channel.</summary>
    public static Image Deep(this Image picture) => picture.Colourspace(Interpretation.Rgb16);

    /// <summary>The same picture with an opacity for all of it.</summary>
    public static Image WithAlpha(this Image picture, double alpha) => picture.Bandjoin(alpha);

    public static Image With(this Image picture, string field, int value) =>
        picture.Mutate(fields => fields.Set(GValue.GIntType, field, value));

    public static Image With(this Image picture, string field, string value) =>
        picture.Mutate(fields => fields.Set(GValue.GStrType, field, value));

    public static Image With(this Image picture, string field, byte[] value) =>
        picture.Mutate(fields => fields.Set(GValue.BlobType, field, value));

    /// <summary>Two frames, this one first.</summary>
    public static Image Then(this Image first, Image second) =>
        first.Join(second, Direction.Vertical).With("page-height", first.Height);

    /// <summary>A PNG of a few bytes with any size in its first chunk, and that chunk's checksum right.</summary>
    public static byte[] PngDeclaring(int width, int height)
    {
        var png = Plain(2, 2, Red).PngsaveBuffer();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32.HashToUInt32(png.AsSpan(12, 17)));
        return png;
    }

    public static byte[] Avif(this Image picture, int? bitdepth = null) =>
        picture.HeifsaveBuffer(q: 80, compression: ForeignHeifCompression.Av1, effort: 0, bitdepth: bitdepth);
}
