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
    /// the table of silos. The same on all silos, so it is changed while none runs. A change waits for a front end that does not
    /// answer up to 1.25 times as long; a product whose silo is lost is read and changed again after 1.05 times.
    /// </summary>
    /// <value>1 to 3 seconds, so that a read which waits for a lease is answered within its limit of 5; the default is 2 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:03")]
    public TimeSpan SessionLease { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many products a front end keeps; the least used make room. One of more than 32 KB is not kept.</summary>
    /// <value>10 to 10,000,000; the default is 50,000, which is some 150 MB.</value>
    [Range(10, 10_000_000)]
    public int MaxEntries { get; set; } = 50_000;
}
