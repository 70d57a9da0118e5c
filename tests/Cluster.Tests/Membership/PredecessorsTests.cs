namespace Products.Cluster.Tests.Membership;

public sealed class PredecessorsTests(SiloPostgres postgres) : AuthorityTest(postgres)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Wait = Lease * 1.05;

    [Fact]
    public async Task Nobody_waits_where_nobody_is_lost()
    {
        await StartAsync();
        Membership.Set(FakeMembership.Silo(3), SiloStatus.Joining);

        Assert.False(await TakeOverAsync().WaitAsync(Limit));
    }

    [Theory]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Stopping)]
    public async Task A_silo_that_comes_or_goes_may_still_answer_and_is_not_lost(SiloStatus status)
    {
        var other = await StartAsync();
        Membership.Set(other, status);
        await TakeOverAsync().WaitAsync(Limit);

        Assert.True(await HoldsAsync(other));
    }

    [Fact]
    public async Task A_silo_that_is_lost_is_marked_first_and_then_waited_for()
    {
        var other = await StartAsync();
        Membership.Set(other, SiloStatus.Dead);
        var takeover = TakeOverAsync();
        await Time.WaitedForAsync(1);
        Assert.False(await HoldsAsync(other));

        Time.Advance(Wait - Moment);
        Assert.False(takeover.IsCompleted);
        Time.Advance(Moment);
        Assert.True(await takeover.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_silo_that_is_no_longer_in_the_table_is_lost_too()
    {
        var other = await StartAsync();
        Membership.Remove(other);
        await TookOverAsync();

        Assert.False(await HoldsAsync(other));
    }

    [Fact]
    public async Task A_silo_that_came_and_was_lost_between_two_looks_is_waited_for()
    {
        await StartAsync();
        var unseen = await JoinAsync(5);
        Membership.Set(unseen, SiloStatus.Dead);
        await TookOverAsync();

        Assert.False(await HoldsAsync(unseen));
    }

    [Fact]
    public async Task A_silo_that_has_left_the_register_is_not_waited_for()
    {
        var other = await StartAsync();
        await Register.LeaveAsync(other.ToParsableString());
        Membership.Set(other, SiloStatus.Dead);

        await TakeOverAsync().WaitAsync(Limit);
    }

    [Fact]
    public async Task A_loss_is_waited_for_once()
    {
        var other = await StartAsync();
        Membership.Set(other, SiloStatus.Dead);
        await TookOverAsync();
        Time.Advance(Moment);
        Membership.Set(FakeMembership.Silo(3), SiloStatus.Active);

        Assert.False(await TakeOverAsync().WaitAsync(Limit));
    }

    [Fact]
    public async Task A_silo_that_another_has_just_marked_is_waited_for_as_well()
    {
        var other = await StartAsync();
        await Register.ReplaceAsync([other.ToParsableString()]);
        Membership.Set(other, SiloStatus.Dead);

        await TookOverAsync();
    }

    [Fact]
    public async Task Who_starts_takes_over_from_those_in_the_register_that_are_not_in_the_table()
    {
        var gone = FakeMembership.Silo(9);
        await Register.EnterAsync(gone.ToParsableString());
        Membership.Set(FakeMembership.Silo(1), SiloStatus.Joining);
        await TookOverAsync();

        Assert.False(await HoldsAsync(gone));
    }

    [Fact]
    public async Task An_activation_whose_state_was_read_before_the_end_of_the_wait_reads_it_again()
    {
        var other = await StartAsync();
        Membership.Set(other, SiloStatus.Dead);
        var began = Time.GetTimestamp();
        await TookOverAsync();

        Assert.True(await Authority.TakeOverAsync(default, began, CancellationToken.None));
        Time.Advance(Moment);
        Assert.False(await TakeOverAsync().WaitAsync(Limit));
    }

    [Fact]
    public async Task An_activation_of_which_the_directory_knew_more_sees_what_it_knew()
    {
        var other = await StartAsync();
        var view = Membership.Write(other, SiloStatus.Dead); // this silo has not heard of it yet
        var takeover = TakeOverAsync(view);
        await Time.WaitedForAsync(1);
        Assert.False(takeover.IsCompleted);
        Assert.False(await HoldsAsync(other));

        Time.Advance(Wait);
        Assert.True(await takeover.WaitAsync(Limit));
    }

    [Fact]
    public async Task An_activation_that_is_given_up_waits_no_longer()
    {
        var other = await StartAsync();
        Membership.Set(other, SiloStatus.Dead);
        using var stop = new CancellationTokenSource();
        var takeover = Authority.TakeOverAsync(default, Time.GetTimestamp(), stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => takeover.WaitAsync(Limit));
    }

    /// <summary>This silo has looked once, and there is another one.</summary>
    private async Task<SiloAddress> StartAsync()
    {
        await JoinAsync(1);
        var other = await JoinAsync(2);
        await Predecessors.Look().WaitAsync(Limit);
        Time.Advance(Moment);
        return other;
    }

    /// <summary>Takes over, from somebody who is waited for.</summary>
    private async Task TookOverAsync()
    {
        var takeover = TakeOverAsync();
        await Time.WaitedForAsync(1);
        Assert.False(takeover.IsCompleted);
        Time.Advance(Wait);
        await takeover.WaitAsync(Limit);
    }
}
