using System.ComponentModel.DataAnnotations;

namespace Products.Hosting.RabbitMq;

/// <summary>The queue of image jobs, from the <c>ImageQueue</c> section. Silos and workers must agree on the first two.</summary>
public sealed class ImageQueueOptions
{
    public const string Section = "ImageQueue";

    /// <summary>Stands before the name of every queue and exchange, so that several clusters can share a broker.</summary>
    /// <value>At most 100 characters; the default is none.</value>
    [MaxLength(100)]
    public string NamePrefix { get; set; } = "";

    /// <summary>How many messages a queue holds. What does not fit waits in the database.</summary>
    /// <value>1 to 100 million; the default is 1 million. A queue that exists has to be deleted to change it.</value>
    [Range(1, 100_000_000)]
    public int MaxLength { get; set; } = 1_000_000;

    /// <summary>How many unfinished jobs the broker may hand to one worker.</summary>
    /// <value>1 to 1000; the default is <c>Images:Concurrency</c> and one more. Small, because all of them are suspected when a worker crashes.</value>
    [Range(1, 1000)]
    public int? Prefetch { get; set; }

    /// <summary>How often a silo looks for jobs that are to be published again.</summary>
    /// <value>0.1 s to 1 hour; the default is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After which a published job that is not finished is published again.</summary>
    /// <value>1 second to 30 days; the default is 1 hour. More than all of <c>Images:RetryDelays</c> together, and better than a usual backlog takes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan RepublishAfter { get; set; } = TimeSpan.FromHours(1);
}
