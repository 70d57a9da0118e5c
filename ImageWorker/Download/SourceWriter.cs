using System.Buffers;
using System.Security.Cryptography;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>Copies a source's bytes into a temporary file, counting and hashing them on the way.</summary>
internal sealed class SourceWriter(TempFolder folder, ImageOptions options)
{
    private const int BufferSize = 128 * 1024;

    /// <param name="source">Read to its end, or until it is too long.</param>
    /// <param name="brokenOff">What it means when the source cannot be read any further.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="ImageFailedException"><c>too_many_bytes</c>, <c>empty_body</c>, <c>internal_error</c> when the disk
    /// fails, or what <paramref name="brokenOff"/> makes. No file is left then.</exception>
    public async Task<SourceFile> WriteAsync(
        Stream source, Func<Exception, ImageFailedException> brokenOff, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = folder.CreateFile();
            return await FillAsync(file, source, brokenOff, cancellationToken);
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            throw ImageFailedException.Transient(ImageErrorCode.Internal, "The worker could not keep the file.", disk);
        }
    }

    public static ImageFailedException TooManyBytes(long limit) =>
        ImageFailedException.Permanent(ImageErrorCode.TooManyBytes, $"The source has more than {limit} bytes.");

    private async Task<SourceFile> FillAsync(
        FileStream file, Stream source, Func<Exception, ImageFailedException> brokenOff, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            return await CopyAsync(file, source, buffer, brokenOff, cancellationToken);
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<SourceFile> CopyAsync(
        FileStream file, Stream source, byte[] buffer, Func<Exception, ImageFailedException> brokenOff, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var length = 0L;
        while (await ReadAsync(source, buffer, brokenOff, cancellationToken) is var count and > 0)
        {
            length += count;
            if (length > options.MaxBytes)
            {
                throw TooManyBytes(options.MaxBytes);
            }

            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return length > 0
            ? new SourceFile(file.Name, length, Convert.ToHexStringLower(hash.GetHashAndReset()))
            : throw ImageFailedException.Permanent(ImageErrorCode.EmptyBody, "The source has no bytes.");
    }

    private static async ValueTask<int> ReadAsync(
        Stream source, byte[] buffer, Func<Exception, ImageFailedException> brokenOff, CancellationToken cancellationToken)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw brokenOff(failure);
        }
    }
}
