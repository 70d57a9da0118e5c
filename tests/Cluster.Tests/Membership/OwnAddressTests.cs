using System.Net;
using System.Net.NetworkInformation;
using Products.Hosting.Cluster;

namespace Products.Cluster.Tests.Membership;

public sealed class OwnAddressTests
{
    [Fact]
    public void An_address_that_is_set_is_taken() => Assert.Equal(IPAddress.Parse("192.0.2.1"), OwnAddress.Of("192.0.2.1"));

    [Fact]
    public void Without_a_setting_it_is_an_address_of_this_machine_and_loopback_only_where_there_is_no_other()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .Where(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address)).ToList();

        var address = OwnAddress.Of(null);

        Assert.Contains(address, own.Append(IPAddress.Loopback));
        Assert.Equal(own.TrueForAll(other => other.IsIPv6LinkLocal), IPAddress.IsLoopback(address));
    }
}
