using Amazon.S3.Model;

namespace Products.Hosting.ImageStore;

/// <summary>
/// Stores one object from a stream of any length: what fits in one part with one request, more as a multipart upload.
/// One part is in memory at a time.
/// </summary>
internal sealed class S3Upload(S3Calls calls, string key, string contentType, string cacheControl)
{
    /// <summary>The least that S3 takes of a part that is not the last.</summary>
    private const int PartSize = 5 * 1024 * 1024;

    private const int FirstBuffer = 128 * 1024;

    private readonly List<PartETag> _parts = [];

    /// <returns>How many bytes were stored.</returns>
    public async Task<long> RunAsync(Stream content, CancellationToken cancellationToken)
    {
        var part = new S3Part(FirstBuffer);
        try
        {
            return await part.FillAsync(content, PartSize, cancellationToken)
                ? await PutAsync(part, cancellationToken)
                : await PutPartsAsync(part, content, cancellationToken);
        }
        finally
        {
            part.Return();
        }
    }

    private async Task<long> PutAsync(S3Part part, CancellationToken cancellationToken)
    {
        await calls.RunAsync((s3, limit) => s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = calls.Bucket,
            Key = key,
            InputStream = part.Open(),
            ContentType = contentType,
            Headers = { CacheControl = cacheControl },
            UseChunkEncoding = calls.IsAws, // some services store the framing inside the object
        }, limit), cancellationToken);
        return part.Length;
    }

    /// <summary>The object appears when all parts are there; what breaks off leaves nothing behind.</summary>
    private async Task<long> PutPartsAsync(S3Part part, Stream content, CancellationToken cancellationToken)
    {
        var upload = await calls.RunAsync((s3, limit) => s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = calls.Bucket,
            Key = key,
            ContentType = contentType,
            Headers = { CacheControl = cacheControl },
        }, limit), cancellationToken);
        try
        {
            var length = await SendPartsAsync(upload.UploadId, part, content, cancellationToken);
            await CompleteAsync(upload.UploadId, cancellationToken);
            return length;
        }
        catch
        {
            await AbortAsync(upload.UploadId);
            throw;
        }
    }

    private async Task<long> SendPartsAsync(string uploadId, S3Part part, Stream content, CancellationToken cancellationToken)
    {
        long length = 0;
        var isLast = false;
        while (part.Length > 0)
        {
            await SendAsync(uploadId, part, cancellationToken);
            length += part.Length;
            part.Clear();
            isLast = isLast || await part.FillAsync(content, PartSize, cancellationToken);
        }

        return length;
    }

    private async Task SendAsync(string uploadId, S3Part part, CancellationToken cancellationToken)
    {
        var sent = await calls.RunAsync((s3, limit) => s3.UploadPartAsync(new UploadPartRequest
        {
            BucketName = calls.Bucket,
            Key = key,
            UploadId = uploadId,
            PartNumber = _parts.Count + 1,
            PartSize = part.Length,
            InputStream = part.Open(),
            UseChunkEncoding = calls.IsAws,
        }, limit), cancellationToken);
        _parts.Add(new PartETag(sent));
    }

    private Task CompleteAsync(string uploadId, CancellationToken cancellationToken) =>
        calls.RunAsync((s3, limit) => s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = calls.Bucket,
            Key = key,
            UploadId = uploadId,
            PartETags = _parts,
        }, limit), cancellationToken);

    /// <summary>Best effort, under its own time limit: the failure that led here is the one to tell.</summary>
    private async Task AbortAsync(string uploadId)
    {
        try
        {
            await calls.RunAsync((s3, limit) => s3.AbortMultipartUploadAsync(calls.Bucket, key, uploadId, limit), CancellationToken.None);
        }
        catch (IOException)
        {
            // A lifecycle rule of the bucket removes what no one could abort.
        }
    }
}
