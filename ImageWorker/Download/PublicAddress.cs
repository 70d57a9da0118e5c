using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace Products.ImageWorker.Download;

/// <summary>Which addresses are of the public internet. See <c>docs/decisions/0009-download-guard.md</c>.</summary>
internal static class PublicAddress
{
    /// <summary>All that IANA has given out for global unicast (RFC 4291 2.4); forms that embed an IPv4 address are mostly outside.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialUse = [.. IPAddressRanges.recommendedLatest.Select(range => IPNetwork.Parse(range))];

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !IsSpecial(address),
        AddressFamily.InterNetworkV6 => IsGlobalUnicast(address) && !IsSpecial(address) && !IsIsatap(address),
        _ => false,
    };

    /// <summary><see cref="IPNetwork"/> looks at the IPv4 part of a mapped address: it finds ::ffff:8.8.8.8 in 2000::/3.</summary>
    private static bool IsGlobalUnicast(IPAddress address) => !address.IsIPv4MappedToIPv6 && GlobalUnicast.Contains(address);

    private static bool IsSpecial(IPAddress address) => SpecialUse.Any(range => range.Contains(address));

    /// <summary>RFC 5214 6.1: any prefix, then 0000:5efe or 0200:5efe, then an IPv4 address.</summary>
    private static bool IsIsatap(IPAddress address) => address.GetAddressBytes() is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..];
}
