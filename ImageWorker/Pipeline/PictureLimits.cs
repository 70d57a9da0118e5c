using System.Globalization;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Pipeline;

/// <summary>What a header may declare before any pixel is decoded: a 380 KiB PNG can declare 400 megapixels.</summary>
/// <param name="maxMegapixels">Width times height, in millions.</param>
/// <param name="maxMemory">What decoding may take, in bytes, see <see cref="DecodeMemory"/>.</param>
internal sealed class PictureLimits(double maxMegapixels, long maxMemory)
{
    /// <exception cref="ImageFailedException"><c>too_many_pixels</c>.</exception>
    public void CheckPixels(PictureSize size)
    {
        if (size.Pixels > maxMegapixels * 1e6)
        {
            throw TooMany(
                $"The picture is {size.Width} × {size.Height}, {size.Pixels / 1e6:0.###} megapixels; at most {maxMegapixels:0.###} are accepted.");
        }
    }

    /// <exception cref="ImageFailedException"><c>too_many_pixels</c>.</exception>
    public void CheckMemory(PictureSize size, long needed)
    {
        if (needed > maxMemory)
        {
            throw TooMany(
                $"The picture is {size.Width} × {size.Height} in a form that takes {needed >> 20} MiB to decode; at most {maxMemory >> 20} are granted.");
        }
    }

    private static ImageFailedException TooMany(FormattableString detail) =>
        ImageFailedException.Permanent(ImageErrorCode.TooManyPixels, detail.ToString(CultureInfo.InvariantCulture));
}
