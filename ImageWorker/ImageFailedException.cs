using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker;

/// <summary>An image could not be processed, for a reason that has a code. Anything else that is thrown is a fault of the worker.</summary>
internal sealed class ImageFailedException(ImageError error, Exception? cause = null) : Exception(error.Detail, cause)
{
    public ImageError Error { get; } = error;

    public static ImageFailedException Permanent(string code, string detail, Exception? cause = null) =>
        new(new ImageError(code, detail, Retryable: false), cause);

    public static ImageFailedException Transient(string code, string detail, Exception? cause = null) =>
        new(new ImageError(code, detail, Retryable: true), cause);
}
