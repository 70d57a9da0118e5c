using System.ComponentModel.DataAnnotations;

namespace Products.Hosting.ImageStore;

/// <summary>The bucket of the image store, from the <c>S3</c> section.</summary>
public sealed class S3Options : IValidatableObject
{
    public const string Section = "S3";

    /// <summary>The URL of an S3-compatible service, such as <c>http://localhost:9000</c>.</summary>
    /// <value>The default is none: AWS.</value>
    public string? Endpoint { get; set; }

    /// <summary>The region of the bucket.</summary>
    /// <value>The default is what the AWS environment says, or <c>us-east-1</c> where there is an endpoint.</value>
    public string? Region { get; set; }

    /// <summary>The bucket; all its objects belong to this service.</summary>
    [Required]
    public string Bucket { get; set; } = "";

    /// <summary>The id of the access key.</summary>
    /// <value>The default is none: the AWS SDK looks for credentials in the environment, a profile, or the machine's role.</value>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key; never logged.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Whether a bucket that is missing is created at start.</summary>
    /// <value>The default is false: a missing bucket is most often a misspelt one.</value>
    public bool CreateBucket { get; set; }

    /// <summary>What stands before a key in a picture's URL: a CDN, or the bucket itself where it is public.</summary>
    /// <value>The default, <c>/images</c>, is served by the front ends.</value>
    [Required]
    public string PublicBaseUrl { get; set; } = "/images";

    /// <summary>The time limit for a connection.</summary>
    /// <value>0.1 s to 1 minute; the default is 3 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The time limit for one request with its retries; a large object is many requests. Also the longest time without a byte of an object.</summary>
    /// <value>0.1 s to 10 minutes; the default is 20 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a request that failed is sent again.</summary>
    /// <value>0 to 10; the default is 2.</value>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Whether the service is Amazon's own, which can do things that compatible ones cannot.</summary>
    internal bool IsAws => string.IsNullOrEmpty(Endpoint)
        || new Uri(Endpoint).Host is var host && (host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Endpoint) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new("must be an http or https URL", [nameof(Endpoint)]);
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return new("must both be set, or neither", [nameof(AccessKey), nameof(SecretKey)]);
        }
    }
}
