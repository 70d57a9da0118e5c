using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Reads;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class SiloSessionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_session_counts_from_before_it_was_asked_for_and_ends_before_the_silos()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        var session = new SiloSession(1, _time);
        session.Renewed(asked, Lease);
        Assert.True(session.IsValid);

        _time.Advance(TimeSpan.FromSeconds(0.9));

        Assert.False(session.IsValid);
    }

    [Fact]
    public void A_session_that_was_ended_is_not_revived_by_an_answer_that_comes_late()
    {
        var session = new SiloSession(1, _time);
        session.Renewed(_time.GetTimestamp(), Lease);
        session.End();

        session.Renewed(_time.GetTimestamp(), Lease);

        Assert.False(session.IsValid);
    }

    [Fact]
    public void The_same_grant_goes_on_and_another_one_begins_anew()
    {
        var link = new SiloLink(_time);
        link.Take(new SessionGrant(1, Lease), _time.GetTimestamp());
        var first = link.Session;
        link.Take(new SessionGrant(1, Lease), _time.GetTimestamp());
        Assert.Same(first, link.Session);

        link.Take(new SessionGrant(2, Lease), _time.GetTimestamp());

        Assert.Equal(2, link.Session!.Id);
        Assert.NotSame(first, link.Session);
    }

    [Fact]
    public void No_grant_leaves_the_session_to_run_out()
    {
        var link = new SiloLink(_time);
        link.Take(new SessionGrant(1, Lease), _time.GetTimestamp());
        link.Take(default, _time.GetTimestamp());
        Assert.True(link.Session is { IsValid: true });

        _time.Advance(Lease);

        Assert.False(link.Session.IsValid);
    }
}
