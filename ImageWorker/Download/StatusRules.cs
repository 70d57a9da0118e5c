using System.Net;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>What the status of an answer means for an image.</summary>
internal static class StatusRules
{
    public static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Throws unless a body follows that is all of the source.</summary>
    /// <exception cref="ImageFailedException">As <see cref="ImageErrorCode"/> says for each status.</exception>
    public static void EnsurePicture(HttpStatusCode status)
    {
        var number = (int)status;
        switch (number)
        {
            case 200 or 203 or 204:
                return;
            case 404 or 410:
                throw ImageFailedException.Permanent(ImageErrorCode.NotFound, $"The source does not exist (status {number}).");
            case 401 or 402 or 403 or 407 or 451:
                throw ImageFailedException.Permanent(ImageErrorCode.AccessDenied, $"The source may not be read (status {number}).");
            case 408 or 425 or 429:
                throw ImageFailedException.Transient(ImageErrorCode.SourceRefused, $"The source asks to be left alone for now (status {number}).");
            case >= 500:
                throw ImageFailedException.Transient(ImageErrorCode.SourceError, $"The source failed (status {number}).");
            default:
                throw ImageFailedException.Permanent(ImageErrorCode.SourceRefused, $"The source answered with no picture (status {number}).");
        }
    }
}
