using Microsoft.Extensions.Time.Testing;
using Products.Grains.Interfaces.Reads;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class SiloLinkTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly SiloLink _link;

    public SiloLinkTests() => _link = new(_time);

    [Fact]
    public void A_link_has_no_session_at_first() => Assert.Null(_link.Session);

    [Fact]
    public void A_session_that_goes_on_stays_the_same_for_what_is_kept_under_it()
    {
        Take(5);
        var session = _link.Session!;
        _time.Advance(Lease / 2);
        Take(5);

        _time.Advance(Lease / 2);
        Assert.Same(session, _link.Session);
        Assert.True(session.IsValid);
    }

    [Fact]
    public void Another_session_leaves_the_one_before_to_run_out()
    {
        Take(5);
        var before = _link.Session!;
        _time.Advance(Lease / 2);
        Take(6);
        Assert.Equal(6, _link.Session!.Id);

        _time.Advance(Lease / 2);
        Assert.False(before.IsValid);
        Assert.True(_link.Session.IsValid);
    }

    [Fact]
    public void A_silo_that_gives_no_session_neither_ends_nor_extends_the_one_there_is()
    {
        Take(5);
        _time.Advance(Lease / 2);
        Take(0);
        Assert.True(_link.Session!.IsValid);

        _time.Advance(Lease / 2);
        Assert.False(_link.Session.IsValid);
    }

    [Fact]
    public void Any_answer_is_a_word()
    {
        _time.Advance(Lease);
        Assert.Equal(Lease, _link.Silence);

        Take(0);
        Assert.Equal(TimeSpan.Zero, _link.Silence);
    }

    [Fact]
    public void One_request_is_under_way_at_a_time()
    {
        Assert.True(_link.TryBegin());
        Assert.False(_link.TryBegin());

        _link.End();
        Assert.True(_link.TryBegin());
    }

    private void Take(long session) => _link.Take(new SessionGrant(session, Lease), _time.GetTimestamp());
}
