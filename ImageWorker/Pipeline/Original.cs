using NetVips;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Pipeline;

/// <summary>What the header of a downloaded file declares.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">Found by its content.</param>
/// <param name="Size">As stored, before <paramref name="Turned"/> is applied; of the first frame where there are several.</param>
/// <param name="Turned">Whether EXIF says that it was taken with the camera on its side.</param>
/// <param name="Bands">Colour channels and alpha.</param>
/// <param name="BandBytes">Bytes of a channel of a pixel: 1, or 2 for deeper pictures.</param>
/// <param name="Interlaced">Progressive or otherwise stored in several passes, so that no row is done before the last byte.</param>
/// <param name="FileBytes">Length of the file.</param>
internal sealed record Original(
    string Path, PictureFormat Format, PictureSize Size, bool Turned, int Bands, int BandBytes, bool Interlaced, long FileBytes)
{
    public int PixelBytes => Bands * BandBytes;

    /// <summary>As it is told to others.</summary>
    public OriginalPicture ToPicture()
    {
        var upright = Turned ? Size.Turned : Size;
        return new() { Format = Format.ToString().ToLowerInvariant(), Width = upright.Width, Height = upright.Height, Bytes = FileBytes };
    }

    /// <exception cref="ImageFailedException"><c>not_an_image</c>, <c>unsupported_format</c> or <c>corrupt_image</c>.</exception>
    public static Original Read(string path)
    {
        var format = FormatSniffer.Sniff(Head(path));
        try
        {
            using var header = Loader.Open(path, format, Reduction.None);
            return Of(header, path, format);
        }
        catch (VipsException error)
        {
            throw Damaged.Because(error);
        }
    }

    private static ReadOnlySpan<byte> Head(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[FormatSniffer.HeadBytes];
        return head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
    }

    private static Original Of(Image header, string path, PictureFormat format) => new(
        path,
        format,
        new PictureSize(header.Width, header.Height),
        Turned: Number(header, "orientation") is >= 5 and <= 8,
        header.Bands,
        BandBytes: header.Format is Enums.BandFormat.Uchar ? 1 : 2,
        Interlaced: Number(header, "interlaced") != 0 || Number(header, "jpeg-multiscan") != 0,
        new FileInfo(path).Length);

    private static int Number(Image header, string field) => header.Contains(field) ? (int)header.Get(field) : 0;
}
