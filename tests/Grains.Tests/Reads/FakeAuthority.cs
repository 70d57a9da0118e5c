using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

internal sealed class FakeAuthority : ISiloAuthority
{
    public bool IsCertain { get; set; } = true;

    public ValueTask AssureAsync() => default;

    public ValueTask<Takeover> TakeOverAsync(MembershipVersion view, long began, CancellationToken cancellationToken) => default;
}
