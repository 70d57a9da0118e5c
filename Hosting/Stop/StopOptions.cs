using System.ComponentModel.DataAnnotations;

namespace Products.Hosting.Stop;

/// <summary>How the process stops, from the <c>Hosting</c> section.</summary>
public sealed class StopOptions
{
    public const string Section = "Hosting";

    /// <summary>How long a process that was told to stop goes on serving, while <c>/health/ready</c> says that it stops, so that a load balancer sends no more.</summary>
    /// <value>0 to 1 minute; the default is 3 seconds for a front end, and 0 for what no load balancer knows.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan? DrainTime { get; set; }
}
