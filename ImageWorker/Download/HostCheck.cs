using System.Net;
using System.Net.Sockets;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>Turns a host into the addresses that may be connected to.</summary>
internal sealed class HostCheck(ImageOptions options, Network network)
{
    /// <summary>Resolves a host once and checks every address of it: one that is not public refuses them all.</summary>
    /// <returns>At least one address. Only these may be connected to: asked again, the name may answer otherwise.</returns>
    /// <exception cref="ImageFailedException"><c>name_not_resolved</c> or <c>forbidden_address</c>.</exception>
    public async Task<IPAddress[]> AdmitAsync(Uri url, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(url.IdnHost, out var literal)
            ? [literal]
            : await ResolveAsync(url.IdnHost, cancellationToken);

        return options.AllowPrivateNetworks || addresses.All(PublicAddress.Is)
            ? addresses
            : throw ImageFailedException.Permanent(ImageErrorCode.ForbiddenAddress, "The source's address is not public.");
    }

    private async Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await network.Resolve(name, cancellationToken);
            return addresses.Length > 0 ? addresses : throw NotResolved();
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            throw NotResolved(unknown);
        }
    }

    private static ImageFailedException NotResolved(Exception? cause = null) =>
        ImageFailedException.Transient(ImageErrorCode.NameNotResolved, "The source's host name does not resolve.", cause);
}
