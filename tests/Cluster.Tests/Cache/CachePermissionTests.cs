using Products.Silo.Cache;

namespace Products.Cluster.Tests.Cache;

public sealed class CachePermissionTests
{
    private readonly CachePermission _permission = new();
    private readonly RedisRun _run = new("one", []);

    [Fact]
    public void Nothing_is_known_before_the_first_look() => Assert.Equal(CacheState.Unknown, At(0).State);

    [Fact]
    public void An_observation_counts_from_when_it_was_asked_for()
    {
        Observe(epoch: 7, suspendedFor: -1, asked: 10, answered: 11.5);
        Assert.Equal(CacheMode.Usable(7, _run), At(11.9));
        Assert.Equal(CacheState.Unknown, At(12).State);
    }

    [Fact]
    public void A_suspension_settles_when_every_earlier_permission_has_run_out()
    {
        Observe(epoch: 8, suspendedFor: 10, asked: 10, answered: 10.3);
        Assert.Equal(CacheState.Settling, At(12.2).State);
        Assert.InRange(At(12.2).Wait.TotalSeconds, 0.09, 0.11);
        Assert.Equal(CacheMode.Suspended(8), At(12.4));
    }

    [Fact]
    public void A_suspension_that_may_be_over_allows_nothing_until_the_next_look()
    {
        Observe(epoch: 8, suspendedFor: 10, asked: 10, answered: 10.3);
        Assert.Equal(CacheState.Suspended, At(19.4).State);
        Assert.Equal(CacheState.Unknown, At(19.6).State);
    }

    [Fact]
    public void A_suspension_that_goes_on_does_not_settle_again()
    {
        Observe(epoch: 8, suspendedFor: 10, asked: 10, answered: 10);
        Observe(epoch: 8, suspendedFor: 10, asked: 13, answered: 13);
        Assert.Equal(CacheMode.Suspended(8), At(13));
        Assert.Equal(CacheMode.Suspended(8), At(22.4));
    }

    [Fact]
    public void A_suspension_with_a_new_epoch_settles_again()
    {
        Observe(epoch: 8, suspendedFor: 10, asked: 10, answered: 10);
        Observe(epoch: 9, suspendedFor: 10, asked: 30, answered: 30);
        Assert.Equal(CacheState.Settling, At(31.9).State);
    }

    [Fact]
    public void An_answer_that_was_overtaken_is_dropped()
    {
        Observe(epoch: 8, suspendedFor: 10, asked: 10, answered: 10.1);
        Observe(epoch: 7, suspendedFor: -1, asked: 9.9, answered: 10.2);
        Assert.Equal(CacheState.Settling, At(10.2).State);
        Observe(epoch: 8, suspendedFor: -1, asked: 21, answered: 21);
        Observe(epoch: 8, suspendedFor: 1, asked: 20.9, answered: 21.5);
        Assert.Equal(CacheMode.Usable(8, _run), At(21.6));
    }

    [Theory]
    [InlineData("")]
    [InlineData("other")]
    public void The_server_is_not_used_unless_the_silos_agree_on_it(string server)
    {
        Observe(epoch: 7, suspendedFor: -1, asked: 10, answered: 10, server);
        Assert.Equal(CacheMode.Usable(7, run: null), At(10));
    }

    private CacheMode At(double seconds) => _permission.At(TimeSpan.FromSeconds(seconds));

    private void Observe(long epoch, double suspendedFor, double asked, double answered, string server = "one") => _permission.Observe(
        new EpochRow(epoch, TimeSpan.FromSeconds(suspendedFor), server), _run, TimeSpan.FromSeconds(asked), TimeSpan.FromSeconds(answered));
}
