using System.ComponentModel.DataAnnotations;

namespace Products.Grains.Interfaces.Reads;

/// <summary>How products are read, from the <c>Reads</c> section; front ends and silos read the same one.</summary>
public sealed class ReadOptions
{
    public const string Section = "Reads";

    /// <summary>Whether front ends keep what they have read. Without it each read asks the product's grain.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// How long a front end may serve what it holds without a word from the silo, and a silo what it remembers without a look at
    /// the table of silos. The same on all silos. Nobody waits longer than this for a front end or a silo that does not answer.
    /// </summary>
    /// <value>1 second to 1 minute; the default is 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan SessionLease { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many products a front end keeps; the least used make room.</summary>
    /// <value>10 to 10,000,000; the default is 50,000, which is some 150 MB.</value>
    [Range(10, 10_000_000)]
    public int MaxEntries { get; set; } = 50_000;
}
