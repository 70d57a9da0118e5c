using System.ComponentModel.DataAnnotations;

namespace Products.Silo.Cache;

/// <summary>The second-level cache of grain state in Redis, from the <c>Cache</c> section.</summary>
public sealed class CacheOptions
{
    public const string Section = "Cache";

    /// <summary>Whether it is used. While one silo does not use it, none does.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a state is kept, give or take a tenth.</summary>
    /// <value>1 second to 1 day; the default is 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long Redis may take for a command.</summary>
    /// <value>10 ms to 5 seconds; the default is 250 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);
}
