using System.Net;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

/// <summary>What a <see cref="SessionKeeper"/> needs of its silo.</summary>
internal sealed class FakeSiloDetails : ILocalSiloDetails
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    public WatchedTime Time { get; } = new();

    public FakeAuthority Authority { get; } = new();

    public string Name => "silo";

    public string ClusterId => "products";

    public string DnsHostName => "localhost";

    public SiloAddress SiloAddress { get; } = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 1);

    public SiloAddress GatewayAddress => SiloAddress;

    public SessionKeeper Keeper(bool enabled = true) => new(Authority, this, Options.Create(new ReadOptions { Enabled = enabled, SessionLease = Lease }), Time);
}
