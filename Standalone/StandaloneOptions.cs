using System.ComponentModel.DataAnnotations;

namespace Products.Standalone;

/// <summary>Settings of the one-process host, from the <c>Standalone</c> section.</summary>
public sealed class StandaloneOptions
{
    public const string Section = "Standalone";

    /// <summary>The folder of the database and the images; one host uses it at a time.</summary>
    /// <value>The default is <c>./data</c>.</value>
    [Required]
    public string DataPath { get; set; } = "./data";

    /// <summary>What stands before an image's key in its URL.</summary>
    /// <value>The default, <c>/images</c>, is relative to the API's origin, so it holds behind any host name and port.</value>
    [Required]
    public string ImagesBaseUrl { get; set; } = "/images";

    /// <summary>How long the stored objects of a removed image stay.</summary>
    /// <value>0 to 30 days; the default is 15 minutes, longer than any job takes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan DeletionDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often removed images are looked for.</summary>
    /// <value>10 ms to 1 day; the default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);
}
