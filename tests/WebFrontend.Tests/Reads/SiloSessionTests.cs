using Microsoft.Extensions.Time.Testing;
using Products.WebFrontend.Reads;

namespace Products.WebFrontend.Tests.Reads;

public sealed class SiloSessionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SiloSession _session;

    public SiloSessionTests() => _session = new(7, _time);

    [Fact]
    public void A_session_counts_from_before_it_was_asked_for_and_five_percent_less()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        _session.Renewed(asked, Lease);

        _time.Advance(TimeSpan.FromSeconds(0.9) - Moment);
        Assert.True(_session.IsValid);
        _time.Advance(Moment);
        Assert.False(_session.IsValid);
    }

    [Fact]
    public void A_session_that_was_not_granted_yet_is_none() => Assert.False(_session.IsValid);

    [Fact]
    public void An_answer_that_comes_too_late_gives_nothing()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(Lease);
        _session.Renewed(asked, Lease);

        Assert.False(_session.IsValid);
    }

    [Fact]
    public void A_session_that_ran_out_here_goes_on_when_the_silo_says_so()
    {
        _session.Renewed(_time.GetTimestamp(), Lease);
        _time.Advance(Lease);
        Assert.False(_session.IsValid);

        _session.Renewed(_time.GetTimestamp(), Lease);
        Assert.True(_session.IsValid);
    }

    [Fact]
    public void A_session_that_was_ended_stays_so_whatever_is_answered_later()
    {
        _session.Renewed(_time.GetTimestamp(), Lease);
        _session.End();
        Assert.False(_session.IsValid);

        _session.Renewed(_time.GetTimestamp(), Lease);
        Assert.False(_session.IsValid);
    }
}
