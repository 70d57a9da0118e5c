using System.ComponentModel.DataAnnotations;

namespace Products.WebFrontend;

/// <summary>What the API lets in, from the <c>Api</c> section.</summary>
public sealed class ApiOptions : IValidatableObject
{
    public const string Section = "Api";

    /// <summary>Bytes in a request body that is no upload.</summary>
    /// <value>1 KiB to 100 MiB; the default is 1 MiB.</value>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes in one uploaded file.</summary>
    /// <value>1 KiB to 1 GiB; the default is 50 MiB.</value>
    [Range(1024L, 1024 * 1024 * 1024L)]
    public long MaxUploadBytes { get; set; } = 50 * 1024 * 1024;

    /// <summary>Whether a change without <c>If-Match</c> is refused with 428; else its last write wins.</summary>
    public bool RequireIfMatch { get; set; }

    /// <summary>Whether a front end without authentication may listen where others than this machine can reach it.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>How many requests a minute a user may send, or an address where there is no token. Each front end counts for itself.</summary>
    /// <value>0 to 1,000,000; the default is 0: as many as they like.</value>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; }

    /// <summary>Of how many products that are read one is logged; what is not read well is logged always, and so is every other request.</summary>
    /// <value>1 to 1,000,000; the default is 1,000. 1 logs each, which costs most of the speed of reading.</value>
    [Range(1, 1_000_000)]
    public int LogOneReadIn { get; set; } = 1_000;

    /// <summary>The load balancers whose word on a client's address and scheme is taken: addresses and networks, comma separated.</summary>
    /// <value>The default is none.</value>
    public string TrustedProxies { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string? bad = null;
        try
        {
            Access.TrustedProxies.Parse(TrustedProxies);
        }
        catch (FormatException failure)
        {
            bad = failure.Message;
        }

        return bad is null ? [] : [new($"'{bad}' is no address, nor a network such as 10.0.0.0/8", [nameof(TrustedProxies)])];
    }
}
