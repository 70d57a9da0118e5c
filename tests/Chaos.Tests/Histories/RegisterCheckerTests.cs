using Products.Servers.Histories;

namespace Products.Chaos.Tests.Histories;

public sealed class RegisterCheckerTests
{
    /// <summary>Made by client 1, and changed by client 2.</summary>
    private static History Changed(int silentRevisions = 0) => new History(silentRevisions).Write(1, revision: 1, 0, 1).Write(2, revision: 2, 2, 4);

    [Fact]
    public void A_read_after_an_acknowledged_write_sees_it() => Assert.Empty(Changed().Read(3, revision: 2, 5, 6).Broken());

    [Fact]
    public void A_read_older_than_a_write_acknowledged_before_it_began_is_stale()
    {
        var violation = Assert.Single(Changed().Read(3, revision: 1, 4.5, 6).Violations());
        Assert.Equal((BrokenRule.Stale, 3, 2), (violation.Rule, violation.Operation.Client, violation.Witness!.Value.Client));
        Assert.Contains("client 3 read revision 1 (value 101) through front, 4.5000 s to 6.0000 s; but client 2 wrote revision 2", violation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_beside_a_write_may_see_it_or_not()
    {
        Assert.Empty(Changed().Read(3, revision: 1, 3, 6).Broken());
        Assert.Empty(Changed().Read(3, revision: 2, 2.5, 3).Broken());
    }

    [Fact]
    public void A_read_older_than_one_that_ended_before_it_began_is_stale_though_the_write_goes_on()
    {
        var violation = Assert.Single(Changed().Read(3, revision: 2, 2.2, 2.4).Read(4, revision: 1, 2.5, 2.7).Violations());
        Assert.Equal((BrokenRule.Stale, 4, 3), (violation.Rule, violation.Operation.Client, violation.Witness!.Value.Client));
    }

    [Fact]
    public void Two_reads_beside_each_other_may_see_two_revisions() =>
        Assert.Empty(Changed().Read(3, revision: 2, 2.2, 3).Read(4, revision: 1, 2.5, 3).Broken());

    [Fact]
    public void Each_stale_read_is_reported() =>
        Assert.Equal(3, Changed().Read(3, 1, 5, 6).Read(3, 1, 6, 7).Read(4, 1, 5, 7).Violations().Count);

    [Fact]
    public void A_revision_that_is_read_before_its_write_began_is_out_of_thin_air() =>
        Assert.Equal([BrokenRule.BeforeItsWrite], Changed().Read(3, revision: 2, 1.2, 1.9).Broken());

    [Fact]
    public void A_revision_that_nobody_made_is_out_of_thin_air() =>
        Assert.Equal([BrokenRule.ThinAirValue, BrokenRule.ThinAirRevision], Changed().Read(3, revision: 3, 5, 6).Broken());

    [Fact]
    public void A_revision_that_nobody_made_is_out_of_thin_air_without_a_value_too() =>
        Assert.Equal([BrokenRule.ThinAirRevision], Changed().Read(3, revision: 3, 5, 6, Operation.NoValue).Broken());

    [Fact]
    public void A_value_that_nobody_wrote_is_out_of_thin_air() =>
        Assert.Equal([BrokenRule.ThinAirValue], Changed().Read(3, revision: 2, 5, 6, value: 999).Broken());

    [Fact]
    public void The_value_of_another_revision_is_wrong() =>
        Assert.Equal([BrokenRule.ThinAirValue], Changed().Read(3, revision: 2, 5, 6, value: 101).Broken());

    [Fact]
    public void Two_acknowledged_writes_do_not_make_the_same_revision() =>
        Assert.Equal([BrokenRule.MadeTwice], Changed().Write(3, revision: 2, 2, 4, value: 555).Broken());

    [Fact]
    public void A_write_that_makes_less_than_one_before_it_made_is_stale() =>
        Assert.Equal([BrokenRule.Stale], new History().Write(1, 1, 0, 1).Write(2, 3, 2, 3).Write(3, 2, 4, 5).Broken());

    [Fact]
    public void A_gap_in_the_revisions_needs_somebody_who_made_it() =>
        Assert.Equal([BrokenRule.ThinAirRevision], new History().Write(1, 1, 0, 1).Write(2, 3, 2, 3).Broken());

    [Fact]
    public void A_product_that_is_not_there_though_its_creation_was_acknowledged_is_lost() =>
        Assert.Equal([BrokenRule.Stale], Changed().Read(3, revision: 0, 5, 6).Broken());

    [Fact]
    public void A_product_may_be_missing_while_it_is_created() =>
        Assert.Empty(Changed().Read(3, revision: 0, 0.5, 6).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_may_never_happen() =>
        Assert.Empty(Changed().Attempt(3, value: 7, 5).Read(4, revision: 2, 8, 9).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_may_happen_late() =>
        Assert.Empty(Changed().Attempt(3, value: 7, 5).Read(4, revision: 2, 8, 9).Read(4, revision: 3, 10, 11, value: 7).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_does_not_unhappen() =>
        Assert.Equal([BrokenRule.Stale], Changed().Attempt(3, value: 7, 5).Read(4, revision: 3, 6, 7, value: 7).Read(5, revision: 2, 8, 9).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_does_not_happen_before_it_began() =>
        Assert.Equal([BrokenRule.BeforeItsWrite], Changed().Attempt(3, value: 7, 5).Read(4, revision: 3, 4.2, 4.8, value: 7).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_does_not_happen_twice() =>
        Assert.Equal([BrokenRule.ThinAirValue], Changed().Attempt(3, value: 7, 5)
            .Read(4, revision: 3, 6, 7, value: 7).Write(1, revision: 4, 7, 8).Attempt(2, value: 8, 8).Read(4, revision: 5, 9, 10, value: 7).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_does_not_take_the_revision_of_an_acknowledged_one() =>
        Assert.Contains(BrokenRule.MadeTwice, Changed().Attempt(3, value: 7, 2).Read(4, revision: 2, 5, 6, value: 7).Broken());

    [Fact]
    public void A_write_of_unknown_outcome_explains_one_gap_only()
    {
        Assert.Empty(new History().Write(1, 1, 0, 1).Attempt(3, value: 7, 1).Write(2, 3, 2, 3).Broken());
        Assert.Equal([BrokenRule.ThinAirRevision], new History().Write(1, 1, 0, 1).Attempt(3, value: 7, 1).Write(2, 4, 2, 3).Broken());
    }

    [Fact]
    public void A_write_of_unknown_outcome_does_not_explain_a_gap_that_was_there_before_it_began() =>
        Assert.Equal([BrokenRule.ThinAirRevision], new History().Write(1, 1, 0, 1).Attempt(3, value: 7, 5).Write(2, 3, 2, 3).Broken());

    [Fact]
    public void Silent_changes_raise_the_revision_and_keep_the_value() =>
        Assert.Empty(Changed(silentRevisions: 2).Read(3, revision: 3, 5, 6, value: 102).Write(1, revision: 5, 7, 8).Read(3, revision: 5, 9, 10).Broken());

    [Fact]
    public void There_are_no_more_silent_changes_than_told() =>
        Assert.Equal([BrokenRule.ThinAirRevision], Changed(silentRevisions: 1).Read(3, revision: 4, 5, 6, value: 102).Broken());

    [Fact]
    public void A_silent_change_does_not_bring_an_old_value_back() =>
        Assert.Equal([BrokenRule.ThinAirValue], Changed(silentRevisions: 1).Read(3, revision: 3, 5, 6, value: 101).Broken());
}
