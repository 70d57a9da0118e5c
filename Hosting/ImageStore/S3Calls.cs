using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace Products.Hosting.ImageStore;

/// <summary>Calls of the AWS SDK, each with a time limit; whatever goes wrong is an <see cref="ImageStoreException"/>.</summary>
internal sealed class S3Calls(IAmazonS3 client, S3Options options)
{
    private static readonly string[] RefusedKeys = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "InvalidToken", "ExpiredToken"];

    public string Bucket => options.Bucket;

    public bool IsAws => options.IsAws;

    /// <exception cref="ImageStoreException">The store did not do it.</exception>
    public async Task<T> RunAsync<T>(Func<IAmazonS3, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.RequestTimeout);
        try
        {
            return await call(client, limit.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Explain(failure) is { } reason)
        {
            throw new ImageStoreException(reason, failure);
        }
    }

    /// <returns>What went wrong, or null when the failure is the program's own.</returns>
    public string? Explain(Exception failure) => failure switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"S3:Bucket: there is no bucket '{Bucket}' at {Place}.",
        AmazonS3Exception { ErrorCode: var code } when RefusedKeys.Contains(code) => Refused(code),
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden } forbidden => Refused(forbidden.ErrorCode),
        AmazonS3Exception other => $"S3:Bucket: {Place} answered {(int)other.StatusCode} {other.ErrorCode} for bucket '{Bucket}'.",
        AmazonServiceException or AmazonClientException => $"S3:Endpoint: {Place} cannot be used: {failure.Message}",
        OperationCanceledException or TimeoutException => $"S3:Endpoint: {Place} did not answer within {options.RequestTimeout.TotalSeconds:0.#} s.",
        HttpRequestException or IOException => $"S3:Endpoint: {Place} cannot be reached: {failure.Message}",
        _ => null,
    };

    private string Place => string.IsNullOrEmpty(options.Endpoint) ? "AWS" : new Uri(options.Endpoint).GetLeftPart(UriPartial.Authority);

    private string Refused(string? code) =>
        $"S3:AccessKey, S3:SecretKey, S3:Bucket: {Place} refuses these credentials for bucket '{Bucket}' ({code}).";
}
