using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Reads;
using Products.Silo.Membership;

namespace Products.Cluster.Tests.Membership;

public sealed class MembershipAuthorityTests : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SiloRegister _register = new(new NpgsqlConnectionStringBuilder("Host=127.0.0.1;Port=1")); // nobody asks it
    private readonly MembershipAuthority _authority;
    private readonly WatchedTime _time = new();

    public MembershipAuthorityTests()
    {
        var (membership, options) = (new FakeMembership(), Options.Create(new ReadOptions { SessionLease = Lease }));
        var predecessors = new Predecessors(membership, membership, _register, options, _time, NullLogger<Predecessors>.Instance);
        _authority = new MembershipAuthority(predecessors, options, _time);
    }

    public ValueTask DisposeAsync() => _register.DisposeAsync();

    [Fact]
    public void A_silo_that_was_told_nothing_is_certain_of_nothing() => Assert.True(_authority is { IsCertain: false, IsEnding: true });

    [Fact]
    public void A_silo_is_certain_for_a_lease_from_when_it_asked()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(Lease / 2);
        _authority.Told(asked);

        _time.Advance(Lease / 2 - Moment);
        Assert.True(_authority.IsCertain);
        _time.Advance(Moment);
        Assert.False(_authority.IsCertain);
    }

    [Fact]
    public void An_answer_that_was_asked_for_earlier_takes_nothing_away()
    {
        var earlier = _time.GetTimestamp();
        _time.Advance(Lease / 2);
        _authority.Told(_time.GetTimestamp());
        _authority.Told(earlier);

        _time.Advance(Lease - Moment);
        Assert.True(_authority.IsCertain);
    }

    [Fact]
    public void A_certainty_is_ending_after_a_quarter()
    {
        _authority.Told(_time.GetTimestamp());
        _time.Advance(Lease / 4);
        Assert.Equal(Lease * 0.75, _authority.Certainty);
        Assert.False(_authority.IsEnding);

        _time.Advance(Moment);
        Assert.True(_authority.IsEnding);
    }

    [Fact]
    public void A_silo_that_is_certain_answers_at_once()
    {
        _authority.Told(_time.GetTimestamp());

        Assert.True(_authority.AssureAsync().AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_answer_waits_until_the_silo_is_certain()
    {
        var assured = _authority.AssureAsync().AsTask();
        Assert.False(assured.IsCompleted);

        _authority.Told(_time.GetTimestamp());
        await assured.WaitAsync(Limit);
    }

    [Fact]
    public async Task An_answer_waits_on_when_what_the_silo_was_told_is_out_of_date()
    {
        var before = _time.GetTimestamp();
        _time.Advance(Lease);
        var assured = _authority.AssureAsync().AsTask();
        await _time.WaitedForAsync(1);
        _authority.Told(before);
        await _time.WaitedForAsync(2);
        Assert.False(assured.IsCompleted);

        _authority.Told(_time.GetTimestamp());
        await assured.WaitAsync(Limit);
    }

    [Fact]
    public async Task An_answer_does_not_wait_for_more_than_three_seconds()
    {
        var assured = _authority.AssureAsync().AsTask();
        await _time.WaitedForAsync(1);
        _time.Advance(TimeSpan.FromSeconds(3));

        await Assert.ThrowsAsync<GrainUnreachableException>(() => assured.WaitAsync(Limit));
    }
}
