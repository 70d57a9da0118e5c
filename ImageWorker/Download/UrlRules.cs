using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>Which URLs may be fetched, before anything is asked of the network.</summary>
internal sealed class UrlRules(ImageOptions options)
{
    private readonly HashSet<int> _ports = [80, 443, .. options.ExtraPorts];

    /// <exception cref="ImageFailedException"><c>forbidden_url</c>.</exception>
    public Uri Parse(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var url) ? Admit(url) : throw Forbidden("The source is not an absolute URL.");

    /// <summary>Where a redirect leads.</summary>
    /// <exception cref="ImageFailedException"><c>forbidden_url</c>, or <c>source_refused</c> when it leads nowhere.</exception>
    public Uri Follow(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var to))
        {
            throw ImageFailedException.Permanent(ImageErrorCode.SourceRefused, "The source redirects without saying where.");
        }

        return from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp
            ? throw Forbidden("The source redirects from https to http.")
            : Admit(to);
    }

    private Uri Admit(Uri url) => url switch
    {
        _ when url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps => throw Forbidden("The URL is neither http nor https."),
        { UserInfo.Length: > 0 } => throw Forbidden("The URL holds a user name or a password."),
        { HostNameType: not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6) } => throw Forbidden("The URL's host is no host name."),
        _ when !options.AllowPrivateNetworks && !_ports.Contains(url.Port) => throw Forbidden("The URL's port is not allowed."),
        _ => url,
    };

    private static ImageFailedException Forbidden(string detail) => ImageFailedException.Permanent(ImageErrorCode.ForbiddenUrl, detail);
}
