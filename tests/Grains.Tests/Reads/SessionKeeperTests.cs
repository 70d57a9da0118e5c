using Products.Grains.Interfaces.Reads;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class SessionKeeperTests
{
    private readonly FakeSiloDetails _silo = new();
    private readonly FakeHolder _reference = new();
    private readonly Guid _holder = Guid.NewGuid();
    private readonly SessionKeeper _keeper;

    public SessionKeeperTests() => _keeper = _silo.Keeper();

    [Fact]
    public void A_front_end_without_a_session_gets_one_for_a_lease()
    {
        var grant = Renew(0);

        Assert.NotEqual(0, grant.Session);
        Assert.Equal(FakeSiloDetails.Lease, grant.Lease);
        Assert.Equal(grant.Session, _keeper.Find(_holder)!.Id);
    }

    [Fact]
    public void The_session_that_the_front_end_has_goes_on()
    {
        var first = Renew(0).Session;
        _silo.Time.Advance(FakeSiloDetails.Lease * 0.75);
        Assert.Equal(first, Renew(first).Session);

        _silo.Time.Advance(FakeSiloDetails.Lease * 0.75);
        Assert.Equal(first, _keeper.Find(_holder)!.Id);
    }

    [Fact]
    public void A_session_that_the_silo_does_not_know_is_followed_by_another()
    {
        var first = Renew(0).Session;

        Assert.DoesNotContain(Renew(first - 1).Session, new[] { 0, first, first - 1 });
    }

    [Fact]
    public void A_session_that_is_over_is_followed_by_another()
    {
        var first = Renew(0).Session;
        _silo.Time.Advance(FakeSiloDetails.Lease);

        Assert.Null(_keeper.Find(_holder));
        Assert.DoesNotContain(Renew(first).Session, new[] { 0, first });
    }

    [Fact]
    public async Task A_session_that_was_closed_is_not_found_and_followed_by_another()
    {
        var first = Renew(0).Session;
        var drop = _keeper.Find(_holder)!.DropAsync(Guid.NewGuid());
        await _silo.Time.WaitedForAsync(1);
        _silo.Time.Advance(FakeSiloDetails.Lease / 4);
        await _silo.Time.WaitedForAsync(2);

        Assert.Null(_keeper.Find(_holder));
        Assert.DoesNotContain(Renew(first).Session, new[] { 0, first });
        Assert.False(drop.IsCompleted);
    }

    [Fact]
    public void Each_front_end_has_a_session_of_its_own()
    {
        var mine = Renew(0).Session;
        var others = _keeper.Renew(Guid.NewGuid(), _reference, 0).Session;

        Assert.NotEqual(mine, others);
        Assert.Equal(mine, Renew(mine).Session);
    }

    [Fact]
    public void There_are_no_sessions_where_front_ends_keep_nothing() =>
        Assert.Equal(default, _silo.Keeper(enabled: false).Renew(_holder, _reference, 0));

    [Fact]
    public void A_silo_that_is_not_certain_of_its_grains_neither_gives_a_session_nor_goes_on_with_one()
    {
        var session = Renew(0).Session;
        _silo.Authority.Certainty = TimeSpan.Zero;
        _silo.Time.Advance(FakeSiloDetails.Lease * 0.75);
        Assert.Equal(default, Renew(session));

        _silo.Time.Advance(FakeSiloDetails.Lease * 0.25);
        Assert.Null(_keeper.Find(_holder));
    }

    [Fact]
    public void A_session_lasts_no_longer_than_the_silo_is_certain_of_its_grains()
    {
        _silo.Authority.Certainty = FakeSiloDetails.Lease / 2;
        var first = Renew(0);
        Assert.Equal(FakeSiloDetails.Lease / 2, first.Lease);

        _silo.Time.Advance(FakeSiloDetails.Lease / 4);
        _silo.Authority.Certainty = FakeSiloDetails.Lease / 4;
        Assert.Equal(new(first.Session, FakeSiloDetails.Lease / 4), Renew(first.Session));

        _silo.Time.Advance(FakeSiloDetails.Lease / 4);
        Assert.Null(_keeper.Find(_holder));
    }

    [Fact]
    public void A_front_end_ends_its_own_session_and_no_other()
    {
        var session = Renew(0).Session;
        var found = _keeper.Find(_holder)!;
        _keeper.End(_holder, session - 1);
        _keeper.End(Guid.NewGuid(), session);
        Assert.False(found.IsOver);

        _keeper.End(_holder, session);
        Assert.True(found.IsOver);
        Assert.Null(_keeper.Find(_holder));
    }

    private SessionGrant Renew(long session) => _keeper.Renew(_holder, _reference, session);
}
