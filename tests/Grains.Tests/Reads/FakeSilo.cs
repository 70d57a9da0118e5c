using System.Net;

namespace Products.Grains.Tests.Reads;

internal sealed class FakeSilo : ILocalSiloDetails
{
    public string Name => "silo";

    public string ClusterId => "products";

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress { get; } = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 5);

    public SiloAddress GatewayAddress => SiloAddress;
}
