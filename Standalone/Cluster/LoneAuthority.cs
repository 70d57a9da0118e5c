using Products.Grains.Reads;

namespace Products.Standalone.Cluster;

/// <summary>No other process can open the data folder, so nobody else can have the grains.</summary>
internal sealed class LoneAuthority : ISiloAuthority
{
    public bool IsCertain => true;

    public ValueTask AssureAsync() => default;

    public ValueTask<Takeover> TakeOverAsync(MembershipVersion view, long began, CancellationToken cancellationToken) => default;
}
