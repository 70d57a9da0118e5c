using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.HostFiltering;

namespace Products.WebFrontend.Access;

/// <summary>Whatever <c>AllowedHosts</c> says, a host answers to its own addresses.</summary>
/// <remarks>
/// Who asks many of its kind for their health or their figures asks each by its address. A web page whose name was made to resolve to this
/// machine says that name, not an address.
/// </remarks>
internal static class OwnAddresses
{
    private const string Any = "*";

    /// <summary>After the framework has read the setting.</summary>
    public static void AnswerToOwnAddresses(this IServiceCollection services) => services.PostConfigure<HostFilteringOptions>(hosts =>
        hosts.AllowedHosts = hosts.AllowedHosts.Contains(Any) ? hosts.AllowedHosts : [.. hosts.AllowedHosts, .. All()]);

    private static IEnumerable<string> All() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => AsHost(unicast.Address)).Distinct();

    private static string AsHost(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{new IPAddress(address.GetAddressBytes())}]" : address.ToString(); // without the interface's number
}
