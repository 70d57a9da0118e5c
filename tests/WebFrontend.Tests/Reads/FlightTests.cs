using Microsoft.Extensions.Time.Testing;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class FlightTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Flight _flight = new();
    private readonly List<KeptProduct> _kept = [];

    [Fact]
    public void A_product_with_a_session_is_kept()
    {
        var product = Product(Session());

        Assert.Same(product, _flight.Keep(product, _kept.Add));
        Assert.Equal([product], _kept);
    }

    [Fact]
    public void A_product_is_not_kept_after_it_was_dropped()
    {
        _flight.Void();

        Assert.Null(_flight.Keep(Product(Session()), _kept.Add));
        Assert.Empty(_kept);
    }

    [Fact]
    public void A_product_is_not_kept_without_a_session_nor_under_one_that_is_over()
    {
        var over = Session();
        _time.Advance(FakeCluster.Lease);

        Assert.Null(_flight.Keep(Product(null), _kept.Add));
        Assert.Null(_flight.Keep(Product(over), _kept.Add));
        Assert.Null(_flight.Keep(null, _kept.Add));
        Assert.Empty(_kept);
    }

    [Fact]
    public async Task Those_who_joined_are_told_what_was_kept()
    {
        var product = Product(Session());
        Assert.False(_flight.Landed.IsCompleted);

        _flight.Land(product);
        Assert.Same(product, await _flight.Landed);
    }

    private static KeptProduct Product(SiloSession? session) => new(FakeCluster.Create().Reading(1, 7), session);

    private SiloSession Session()
    {
        var session = new SiloSession(7, _time);
        session.Renewed(_time.GetTimestamp(), FakeCluster.Lease);
        return session;
    }
}
