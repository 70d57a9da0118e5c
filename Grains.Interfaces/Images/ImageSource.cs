namespace Products.Grains.Interfaces.Images;

/// <summary>Where an image comes from: a URL, or a file in the image store written as <c>upload:&lt;image id&gt;</c>.</summary>
public static class ImageSource
{
    private const string UploadScheme = "upload:";

    public static string OfUpload(Guid imageId) => UploadScheme + imageId;

    public static bool IsUpload(string source) => source.StartsWith(UploadScheme, StringComparison.Ordinal);
}
