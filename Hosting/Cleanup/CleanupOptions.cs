using System.ComponentModel.DataAnnotations;

namespace Products.Hosting.Cleanup;

/// <summary>When the stored objects of removed images are deleted, from the <c>Cleanup</c> section.</summary>
public sealed class CleanupOptions
{
    public const string Section = "Cleanup";

    /// <summary>How long the stored objects of a removed image stay.</summary>
    /// <value>0 to 30 days; the default is 15 minutes, longer than any job takes.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan DeletionDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often removed images are looked for.</summary>
    /// <value>10 ms to 1 day; the default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);
}
