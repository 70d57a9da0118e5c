using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Products.Hosting.Settings;

namespace Products.Hosting.ImageStore;

/// <summary>The AWS SDK's client, set up for AWS or for a compatible service.</summary>
internal static class S3Connection
{
    private const string DefaultRegion = "us-east-1";

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <exception cref="StartFailureException">The SDK finds no region.</exception>
    public static AmazonS3Client Open(S3Options options)
    {
        try
        {
            return string.IsNullOrEmpty(options.AccessKey)
                ? new AmazonS3Client(Configure(options))
                : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), Configure(options));
        }
        catch (AmazonClientException failure)
        {
            throw new StartFailureException($"{S3Options.Section}:{nameof(S3Options.Region)}: {failure.Message}", failure);
        }
    }

    private static AmazonS3Config Configure(S3Options options)
    {
        var config = new AmazonS3Config
        {
            ConnectTimeout = options.ConnectTimeout,
            Timeout = options.RequestTimeout,
            MaxErrorRetry = options.Retries,
            RetryMode = RequestRetryMode.Standard,
        };
        if (string.IsNullOrEmpty(options.Endpoint))
        {
            config.RegionEndpoint = string.IsNullOrEmpty(options.Region) ? config.RegionEndpoint : RegionEndpoint.GetBySystemName(options.Region);
            return config;
        }

        config.ServiceURL = options.Endpoint;
        config.AuthenticationRegion = string.IsNullOrEmpty(options.Region) ? DefaultRegion : options.Region;
        return options.IsAws ? config : KeepToTheCommon(config);
    }

    /// <summary>Compatible services have no host name for each bucket, and many know none of the newer checksums.</summary>
    private static AmazonS3Config KeepToTheCommon(AmazonS3Config config)
    {
        config.ForcePathStyle = true;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }
}
