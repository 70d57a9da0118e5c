using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Products.Hosting.ImageStore;

/// <summary>Creates the bucket at start, when told to. A process starts without it: readiness tells of a bucket that is missing.</summary>
internal sealed partial class S3Bucket(IAmazonS3 client, IOptions<S3Options> options, TimeProvider time, ILogger<S3Bucket> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>What a service answers when another process was faster.</summary>
    private static readonly string[] Exists = ["BucketAlreadyOwnedByYou", "BucketAlreadyExists"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var calls = new S3Calls(client, options.Value);
        while (options.Value.CreateBucket && !await TryCreateAsync(calls, stoppingToken))
        {
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<bool> TryCreateAsync(S3Calls calls, CancellationToken cancellationToken)
    {
        try
        {
            await calls.RunAsync((s3, limit) => CreateAsync(s3, calls.Bucket, limit), cancellationToken);
            return true;
        }
        catch (ImageStoreException failure)
        {
            LogNotCreated(failure, failure.Message);
            return false;
        }
    }

    private async Task<bool> CreateAsync(IAmazonS3 s3, string bucket, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, UseClientRegion = options.Value.IsAws }, cancellationToken);
            LogCreated(bucket);
        }
        catch (AmazonS3Exception exists) when (Exists.Contains(exists.ErrorCode))
        {
            // What was to be is.
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Bucket {Bucket} is there")]
    private partial void LogCreated(string bucket);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bucket cannot be created yet; tried again soon. {Reason}")]
    private partial void LogNotCreated(Exception failure, string reason);
}
