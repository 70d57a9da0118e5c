using System.ComponentModel.DataAnnotations;

namespace Products.WebFrontend.Changes;

/// <summary>How changes are told to those who listen, from the <c>Events</c> section.</summary>
public sealed class EventOptions
{
    public const string Section = "Events";

    /// <summary>After how long without an event a listener gets a sign of life.</summary>
    /// <value>1 to 30 seconds, for load balancers, pages and clients take a connection for dead on which nothing is heard for longer; the default is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a front end with listeners looks for changes that no notice told it of.</summary>
    /// <value>100 ms to 1 minute; the default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many listeners a front end has at most; more are answered 503.</summary>
    /// <value>0 to 1,000,000; the default is 10,000.</value>
    [Range(0, 1_000_000)]
    public int MaxListeners { get; set; } = 10_000;
}
