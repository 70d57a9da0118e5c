using Microsoft.Extensions.Time.Testing;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class SessionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeHolder _holder = new();
    private readonly Session _session;
    private readonly Guid _product = Guid.NewGuid();

    public SessionTests() => _session = new Session(7, _holder, Lease, _time);

    [Fact]
    public void A_session_lasts_for_its_lease_from_its_latest_renewal()
    {
        _time.Advance(Lease - Moment);
        Assert.True(_session.TryRenew());
        _time.Advance(Lease - Moment);
        Assert.True(_session.IsOpen);

        _time.Advance(Moment);

        Assert.True(_session is { IsOpen: false, IsOver: true });
    }

    [Fact]
    public void A_session_that_is_over_is_never_renewed()
    {
        _time.Advance(Lease);

        Assert.False(_session.TryRenew());
        Assert.True(_session.IsOver);
    }

    [Fact]
    public void A_session_that_its_front_end_has_ended_is_over()
    {
        _session.End();

        Assert.True(_session.IsOver);
        Assert.False(_session.TryRenew());
    }

    [Fact]
    public async Task A_front_end_that_answers_has_dropped_the_product_and_keeps_its_session()
    {
        var dropped = _session.DropAsync(_product);
        Assert.False(dropped.IsCompleted);

        _holder.Answer.SetResult();

        Assert.True(await dropped);
        Assert.Equal([_product], _holder.Dropped);
        Assert.True(_session.TryRenew());
    }

    [Fact]
    public async Task A_front_end_that_does_not_answer_is_renewed_no_more_and_waited_for_until_its_session_is_over()
    {
        var dropped = _session.DropAsync(_product);
        _time.Advance(Lease / 4);
        await Eventually.TrueAsync(() => !_session.IsOpen);
        Assert.False(_session.TryRenew());
        Assert.False(dropped.IsCompleted);

        _time.Advance(Lease - (Lease / 4) - Moment);
        Assert.False(dropped.IsCompleted);
        _time.Advance(Moment * 2);

        Assert.False(await dropped);
    }

    [Fact]
    public async Task A_front_end_that_cannot_be_reached_is_waited_for_as_well()
    {
        _holder.Answer.SetException(new InvalidOperationException("gone"));
        var dropped = _session.DropAsync(_product);
        Assert.False(_session.TryRenew());
        Assert.False(dropped.IsCompleted);

        _time.Advance(Lease + Moment);

        Assert.False(await dropped);
    }

    [Fact]
    public async Task A_front_end_that_answers_late_is_waited_for_no_longer()
    {
        var dropped = _session.DropAsync(_product);
        _time.Advance(Lease / 4);
        await Eventually.TrueAsync(() => !_session.IsOpen);

        _holder.Answer.SetResult();

        Assert.True(await dropped);
        Assert.False(_session.IsOver);
    }

    [Fact]
    public async Task Nobody_is_told_under_a_session_that_is_over()
    {
        _time.Advance(Lease);

        Assert.False(await _session.DropAsync(_product));
        Assert.Empty(_holder.Dropped);
    }
}
