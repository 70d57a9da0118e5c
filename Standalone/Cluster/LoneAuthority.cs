using Products.Grains.Reads;

namespace Products.Standalone.Cluster;

/// <summary>No other process can open the data folder, so nobody else can have the grains.</summary>
internal sealed class LoneAuthority : ISiloAuthority
{
    public TimeSpan Certainty => TimeSpan.MaxValue;

    public ValueTask AssureAsync() => default;

    public ValueTask<bool> TakeOverAsync(MembershipVersion view, long began, CancellationToken cancellationToken) => default;
}
