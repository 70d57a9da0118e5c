using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Products.Grains.Interfaces.Images;

namespace Products.Hosting.ImageStore;

/// <summary>Keeps each object in a bucket of AWS S3 or a compatible service.</summary>
/// <remarks>
/// The credentials need the rights to put, get, list and delete objects, and to abort multipart uploads; without the right to list,
/// AWS says "forbidden" instead of "no such object".
/// </remarks>
internal sealed class S3ImageStore(IAmazonS3 client, S3Options options) : IImageStore
{
    /// <summary>A variant's key is derived from its content, so what it names never changes.</summary>
    private const string ForEver = "public, max-age=31536000, immutable";

    private const string Private = "private";

    private readonly S3Calls _calls = new(client, options);
    private readonly string _baseUrl = options.PublicBaseUrl.TrimEnd('/');

    public Task<long> PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken) =>
        new S3Upload(_calls, ImageStoreKey.Check(key), contentType, ImageKey.IsVariant(key) ? ForEver : Private).RunAsync(content, cancellationToken);

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        ImageStoreKey.Check(key);
        var found = await _calls.RunAsync((s3, limit) => GetAsync(s3, key, limit), cancellationToken);
        return found is null ? null : new S3ObjectStream(_calls, found);
    }

    /// <summary>Deletes page by page, always the first one, until there is none: this needs no service to keep its place in a list.</summary>
    public async Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        prefix = ImageStoreKey.CheckPrefix(prefix);
        var last = "";
        while (await ListAsync(prefix, cancellationToken) is [{ Key: var first }, ..] page)
        {
            if (first == last)
            {
                throw new ImageStoreException($"S3:Bucket: bucket '{options.Bucket}' still lists '{first}' after it was deleted.");
            }

            last = first;
            await DeleteAsync(page, cancellationToken);
        }
    }

    public string UrlOf(string key) => $"{_baseUrl}/{key}";

    private async Task<GetObjectResponse?> GetAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await s3.GetObjectAsync(options.Bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<S3Object>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix };
        var page = await _calls.RunAsync((s3, limit) => s3.ListObjectsV2Async(request, limit), cancellationToken);
        return page.S3Objects ?? [];
    }

    private async Task DeleteAsync(IReadOnlyList<S3Object> page, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectsRequest
        {
            BucketName = options.Bucket,
            Objects = [.. page.Select(item => new KeyVersion { Key = item.Key })],
            Quiet = true,
        };
        var answer = await _calls.RunAsync((s3, limit) => s3.DeleteObjectsAsync(request, limit), cancellationToken);
        if (answer.DeleteErrors is [var error, ..])
        {
            throw new ImageStoreException($"S3:Bucket: '{error.Key}' in bucket '{options.Bucket}' was not deleted ({error.Code}).");
        }
    }
}
