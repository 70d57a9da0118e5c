using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Products.Hosting.Cluster;

/// <summary>Which cluster a process belongs to, and how it finds the others, from the <c>Cluster</c> section.</summary>
public sealed class MembershipOptions : IValidatableObject
{
    public const string Section = "Cluster";

    /// <summary>The silos and clients of one cluster have the same.</summary>
    /// <value>The default is <c>products</c>.</value>
    [Required]
    public string ClusterId { get; set; } = "products";

    /// <summary>Names the service in storage, so it stays the same for ever.</summary>
    /// <value>The default is <c>products</c>.</value>
    [Required]
    public string ServiceId { get; set; } = "products";

    /// <summary>Where a silo listens to other silos.</summary>
    /// <value>1 to 65535; the default is 11111.</value>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where a silo listens to front ends and workers.</summary>
    /// <value>1 to 65535; the default is 30000.</value>
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The IP address under which the others reach a silo.</summary>
    /// <value>The default is the machine's first address that is not loopback, or loopback when there is no other.</value>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Whether a silo listens on every address of the machine; needed behind address translation.</summary>
    /// <value>The default is false: only the advertised address.</value>
    public bool ListenOnAllAddresses { get; set; }

    /// <summary>How long a silo waits for another one's sign of life. Three missed ones, and it is declared dead.</summary>
    /// <value>500 ms to 1 minute; the default is 2 seconds, so a killed silo is declared dead within 10; one that hangs with its connections open takes 24 or more.</value>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a caller waits for a grain's answer.</summary>
    /// <value>1 second to 10 minutes; the default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long a call is tried again that no grain has seen, or that may be repeated.</summary>
    /// <value>0 to 1 minute; the default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a front end or worker reads which silos there are.</summary>
    /// <value>
    /// 2 seconds to 1 minute; the default is 3 seconds. A client avoids a silo that is about to stop for this time only, so it
    /// is longer than the second that a silo gives its clients to leave (Orleans' <c>GatewayManager</c>).
    /// </value>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(3);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AdvertisedAddress is not null && !IPAddress.TryParse(AdvertisedAddress, out _))
        {
            yield return new ValidationResult($"'{AdvertisedAddress}' is no IP address.", [nameof(AdvertisedAddress)]);
        }
    }
}
