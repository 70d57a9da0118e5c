using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Products.ImageWorker;

/// <summary>How images are fetched and processed, from the <c>Images</c> section.</summary>
public sealed class ImageOptions : IValidatableObject
{
    public const string Section = "Images";

    /// <summary>Before the process id, in the name of the folder that is taken by default.</summary>
    internal const string FolderPrefix = "products-images-";

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(30);

    /// <summary>Fetch from any address and port, not only from public addresses on ports 80 and 443.</summary>
    /// <value>The default is false. For tests and intranets.</value>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Ports besides 80 and 443 that may be fetched from, comma separated.</summary>
    /// <value>The default is none.</value>
    public string AllowedPorts { get; set; } = "";

    /// <summary>The largest image that is taken, in bytes.</summary>
    /// <value>1 to 1 GiB; the default is 50 MiB.</value>
    [Range(1, 1L << 30)]
    public long MaxBytes { get; set; } = 50L << 20;

    /// <summary>The largest picture that is decoded, width times height in millions of pixels.</summary>
    /// <value>0.001 to 1000; the default is 50.</value>
    [Range(0.001, 1000)]
    public double MaxMegapixels { get; set; } = 50;

    /// <summary>How long to wait before each further attempt, comma separated; as many retries as there are delays.</summary>
    /// <value>The default is 10 seconds, 1 minute, 10 minutes. Empty: no retry.</value>
    public string RetryDelays { get; set; } = "00:00:10,00:01:00,00:10:00";

    /// <summary>How many images are processed at once.</summary>
    /// <value>1 to 256; the default is the number of cores.</value>
    [Range(1, 256)]
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>The time limit for a connection to a source.</summary>
    /// <value>0.1 s to 1 minute; the default is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time without a byte from a source.</summary>
    /// <value>0.1 s to 1 minute; the default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit for a whole download, redirects included.</summary>
    /// <value>0.1 s to 5 minutes; the default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan DownloadTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The time limit for decoding an image and encoding its variants; then its decoder process is ended.</summary>
    /// <value>1 second to 5 minutes; the default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DecodeTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Do not start where the system cannot confine the decoder processes: see docs/decisions/0033-decoder-processes.md.</summary>
    /// <value>The default is false: a warning is logged.</value>
    public bool RequireConfinement { get; set; }

    /// <summary>The time limit for one attempt at an image, from its download to its storing.</summary>
    /// <value>1 second to 9 minutes, which is less than a job's lease; the default is 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:09:00")]
    public TimeSpan JobTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The folder for files being downloaded; no other process may use it.</summary>
    /// <value>The default is a folder of this process below the system's folder for temporary files.</value>
    [Required]
    public string TempPath { get; set; } = Path.Combine(Path.GetTempPath(), FolderPrefix + Environment.ProcessId);

    /// <summary>What is made of each image, comma separated: <c>compressed.webp</c>, <c>compressed.avif</c>, <c>thumbnail.webp</c>.</summary>
    /// <value>The default is all three; <c>compressed.webp</c> may not be left out.</value>
    public string Variants { get; set; } = "compressed.webp,compressed.avif,thumbnail.webp";

    internal TimeSpan[] Delays => [.. Split(RetryDelays).Select(delay => TimeSpan.Parse(delay, CultureInfo.InvariantCulture))];

    internal int[] ExtraPorts => [.. Split(AllowedPorts).Select(port => int.Parse(port, CultureInfo.InvariantCulture))];

    internal string[] VariantNames => Split(Variants);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Split(RetryDelays).All(delay => delay.Contains(':') && TimeSpan.TryParse(delay, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= LongestDelay))
        {
            yield return new ValidationResult("Must be times such as 00:00:10 and of 30 days at most, comma separated.", [nameof(RetryDelays)]);
        }

        if (!Split(AllowedPorts).All(port => ushort.TryParse(port, CultureInfo.InvariantCulture, out var number) && number > 0))
        {
            yield return new ValidationResult("Must be port numbers, comma separated.", [nameof(AllowedPorts)]);
        }

        string[] known = ["compressed.webp", "compressed.avif", "thumbnail.webp"];
        if (!VariantNames.All(known.Contains) || !VariantNames.Contains(known[0]))
        {
            yield return new ValidationResult(
                $"Must name some of {string.Join(", ", known)}, the first among them.", [nameof(Variants)]);
        }
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
