using System.ComponentModel.DataAnnotations;

namespace Products.WebFrontend;

/// <summary>What the API lets in, from the <c>Api</c> section.</summary>
public sealed class ApiOptions
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
}
