using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Reads;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class SessionKeeperTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeAuthority _authority = new();
    private readonly ReadOptions _options = new();
    private readonly Guid _frontend = Guid.NewGuid();
    private readonly FakeHolder _holder = FakeHolder.ThatAnswers();
    private readonly SessionKeeper _keeper;

    public SessionKeeperTests() => _keeper = new(_authority, new FakeSilo(), Options.Create(_options), _time);

    [Fact]
    public void A_session_goes_on_for_the_front_end_that_has_it()
    {
        var first = Renew(0);

        Assert.Equal(_options.SessionLease, first.Lease);
        Assert.Equal(first, Renew(first.Session));
        Assert.Equal(first.Session, _keeper.Find(_frontend)!.Id);
    }

    [Fact]
    public void A_front_end_that_knows_of_none_or_of_another_gets_a_new_one()
    {
        var first = Renew(0);
        var second = Renew(0);

        Assert.NotEqual(first.Session, second.Session);
        Assert.NotEqual(second.Session, Renew(first.Session).Session);
    }

    [Fact]
    public void A_session_that_is_over_is_followed_by_another()
    {
        var first = Renew(0);
        _time.Advance(_options.SessionLease);
        Assert.Null(_keeper.Find(_frontend));

        Assert.NotEqual(first.Session, Renew(first.Session).Session);
    }

    [Fact]
    public async Task A_session_that_was_closed_is_followed_by_another()
    {
        var silent = new FakeHolder();
        var first = _keeper.Renew(_frontend, silent, 0);
        var dropped = _keeper.Find(_frontend)!.DropAsync(Guid.NewGuid());
        _time.Advance(_options.SessionLease / 2);
        await Eventually.TrueAsync(() => _keeper.Find(_frontend) is null);

        Assert.NotEqual(first.Session, _keeper.Renew(_frontend, silent, first.Session).Session);
        Assert.False(dropped.IsCompleted);
    }

    [Fact]
    public void A_silo_that_is_not_certain_of_its_grains_gives_none()
    {
        var first = Renew(0);
        _authority.IsCertain = false;

        Assert.Equal(default, Renew(first.Session));
    }

    [Fact]
    public void A_silo_that_is_told_not_to_gives_none()
    {
        _options.Enabled = false;

        Assert.Equal(default, Renew(0));
    }

    [Fact]
    public void A_session_that_its_front_end_ends_is_given_to_no_more_products()
    {
        var first = Renew(0);

        _keeper.End(_frontend, first.Session);

        Assert.Null(_keeper.Find(_frontend));
    }

    private SessionGrant Renew(long known) => _keeper.Renew(_frontend, _holder, known);
}
