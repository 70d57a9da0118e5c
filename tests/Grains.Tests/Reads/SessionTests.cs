using Products.Grains.Interfaces.Reads;
using Products.Grains.Reads;

namespace Products.Grains.Tests.Reads;

public sealed class SessionTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Guid Product = Guid.NewGuid();

    private readonly WatchedTime _time = new();
    private readonly FakeHolder _holder = new();
    private readonly Session _session;

    public SessionTests() => _session = SessionOf(_holder);

    [Fact]
    public void A_session_ends_by_itself_after_its_lease()
    {
        _time.Advance(Lease - Moment);
        Assert.True(_session is { IsOpen: true, IsOver: false });

        _time.Advance(Moment);
        Assert.True(_session is { IsOpen: false, IsOver: true });
    }

    [Fact]
    public void A_session_that_is_renewed_lasts_for_a_lease_from_then()
    {
        _time.Advance(Lease - Moment);
        Assert.True(_session.TryRenew(Lease));

        _time.Advance(Lease - Moment);
        Assert.False(_session.IsOver);
        _time.Advance(Moment);
        Assert.True(_session.IsOver);
    }

    [Fact]
    public void A_session_that_is_over_is_not_renewed()
    {
        _time.Advance(Lease);

        Assert.False(_session.TryRenew(Lease));
        Assert.True(_session.IsOver);
    }

    [Fact]
    public async Task A_session_that_the_front_end_has_ended_is_over_and_nobody_is_asked()
    {
        _session.End();

        Assert.True(_session is { IsOpen: false, IsOver: true });
        Assert.False(await _session.DropAsync(Product));
        Assert.Empty(_holder.Told);
    }

    [Fact]
    public async Task A_drop_returns_once_the_front_end_has_answered()
    {
        var drop = _session.DropAsync(Product);
        Assert.False(drop.IsCompleted);

        _holder.Answer();
        Assert.True(await drop);
        Assert.Equal([Product], _holder.Told);
        Assert.True(_session.IsOpen);
    }

    [Fact]
    public async Task A_session_without_an_answer_is_closed_and_the_drop_returns_when_it_is_over()
    {
        var drop = _session.DropAsync(Product);
        await _time.WaitedForAsync(1);
        _time.Advance(Lease / 4);
        await _time.WaitedForAsync(2);
        Assert.False(_session.IsOpen);
        Assert.False(_session.TryRenew(Lease));

        _time.Advance(Lease * 0.75 - Moment);
        Assert.False(drop.IsCompleted);
        _time.Advance(Moment * 2);
        Assert.False(await drop.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_session_that_was_renewed_while_its_front_end_says_nothing_ends_a_lease_later()
    {
        var drop = _session.DropAsync(Product);
        await _time.WaitedForAsync(1);
        _time.Advance(Lease / 4 - Moment);
        Assert.True(_session.TryRenew(Lease));
        _time.Advance(Moment);
        await _time.WaitedForAsync(2);

        _time.Advance(Lease - Moment * 2);
        Assert.False(drop.IsCompleted);
        _time.Advance(Moment * 2);
        Assert.False(await drop.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_late_answer_still_counts_but_the_session_stays_closed()
    {
        var drop = _session.DropAsync(Product);
        await _time.WaitedForAsync(1);
        _time.Advance(Lease / 4);
        await _time.WaitedForAsync(2);

        _holder.Answer();
        Assert.True(await drop.WaitAsync(Limit));
        Assert.False(_session.TryRenew(Lease));
    }

    [Fact]
    public async Task A_front_end_that_cannot_be_told_is_waited_for_until_its_session_is_over()
    {
        var drop = _session.DropAsync(Product);
        _holder.Fail();
        await _time.WaitedForAsync(2);
        Assert.False(_session.IsOpen);

        _time.Advance(Lease - Moment);
        Assert.False(drop.IsCompleted);
        _time.Advance(Moment * 2);
        Assert.False(await drop.WaitAsync(Limit));
    }

    [Fact]
    public async Task So_is_one_that_fails_before_anything_is_sent()
    {
        var session = SessionOf(new UnreachableHolder());
        var drop = session.DropAsync(Product);
        await _time.WaitedForAsync(1);
        Assert.False(drop.IsCompleted);

        _time.Advance(Lease + Moment);
        Assert.False(await drop.WaitAsync(Limit));
    }

    private Session SessionOf(IReadHolder holder) => new(7, holder, Lease, Lease / 4, _time);

    private sealed class UnreachableHolder : IReadHolder
    {
        public Task DropAsync(Guid productId) => throw new InvalidOperationException("There is no connection.");
    }
}
