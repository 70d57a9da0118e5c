using System.ComponentModel.DataAnnotations;

namespace Products.Standalone;

/// <summary>Settings of the one-process host, from the <c>Standalone</c> section.</summary>
public sealed class StandaloneOptions
{
    public const string Section = "Standalone";

    /// <summary>The folder of the database and the images; one host uses it at a time.</summary>
    /// <value>The default is <c>./data</c>.</value>
    [Required]
    public string DataPath { get; set; } = "./data";

    /// <summary>What stands before an image's key in its URL.</summary>
    /// <value>The default, <c>/images</c>, is relative to the API's origin, so it holds behind any host name and port.</value>
    [Required]
    public string ImagesBaseUrl { get; set; } = "/images";

    /// <summary>Whether a start fills the catalogue with a dozen products to try it with, unless they have been there before; <c>--sample</c> for short.</summary>
    public bool Sample { get; set; }
}
