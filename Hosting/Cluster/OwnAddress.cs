using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Products.Hosting.Cluster;

/// <summary>The address under which other machines reach this one.</summary>
public static class OwnAddress
{
    /// <returns>The address that <paramref name="told"/> names; without it the first one that is not loopback, IPv4 before IPv6.</returns>
    public static IPAddress Of(string? told) => told is null ? Find() : IPAddress.Parse(told);

    private static IPAddress Find() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
        .OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
        .FirstOrDefault(IPAddress.Loopback);
}
