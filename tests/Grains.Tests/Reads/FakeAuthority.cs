using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

internal sealed class FakeAuthority : ISiloAuthority
{
    public TimeSpan Certainty { get; set; } = TimeSpan.MaxValue;

    public ValueTask AssureAsync() => default;

    public ValueTask<bool> TakeOverAsync(MembershipVersion view, long began, CancellationToken cancellationToken) => default;
}
