using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Products.Silo.Membership;

namespace Products.Cluster.Tests.Membership;

public sealed class MembershipWatchTests(SiloPostgres postgres) : AuthorityTest(postgres)
{
    private static readonly SiloAddress Own = FakeMembership.Silo(1);

    private RegisterWatch _registerWatch = null!;
    private MembershipWatch _watch = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Membership.Set(Own, SiloStatus.Active);
        var silo = FakeOracle.Create();
        var lost = new LostSilo(NullLogger<LostSilo>.Instance);
        _registerWatch = new RegisterWatch(Register, Authority, silo, lost, Options, Time);
        _watch = new MembershipWatch(Membership, silo, DispatchProxy.Create<IHostApplicationLifetime, NeverStopping>(), _registerWatch, Authority, Predecessors, lost, Options, Time);
    }

    public override async ValueTask DisposeAsync()
    {
        await _watch.StopAsync(CancellationToken.None);
        _watch.Dispose();
        _registerWatch.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Who was declared dead before it entered was not marked: its entry tells it nothing.</summary>
    [Fact]
    public async Task A_silo_is_certain_only_once_the_table_was_read_after_it_entered_the_register()
    {
        await _watch.StartAsync(CancellationToken.None);
        await Time.WaitedForAsync(1);
        Time.Advance(Lease / 8);
        await Until.TrueAsync(() => HoldsAsync(Own), holds => holds);
        Assert.False(Authority.IsCertain);

        await Until.TrueAsync(LookAgain, certain => certain);
        Assert.True(Membership.Reads > 1);
    }

    [Fact]
    public async Task A_silo_that_stops_leaves_the_register()
    {
        Assert.False(await _registerWatch.EnterAsync());
        Assert.True(await _registerWatch.EnterAsync());
        Assert.True(await HoldsAsync(Own));

        await _registerWatch.LeaveAsync(CancellationToken.None);
        Assert.False(await HoldsAsync(Own));
    }

    [Fact]
    public async Task A_silo_whose_stop_was_cut_short_stays_so_that_the_others_wait_for_it()
    {
        await _registerWatch.EnterAsync();

        await _registerWatch.LeaveAsync(new CancellationToken(canceled: true));
        Assert.True(await HoldsAsync(Own));
    }

    private Task<bool> LookAgain()
    {
        var certain = Authority.IsCertain;
        Time.Advance(Lease / 8);
        return Task.FromResult(certain);
    }

#pragma warning disable CA1852 // a proxy is a class derived from it
    private class FakeOracle : DispatchProxy
    {
        public static ISiloStatusOracle Create() => Create<ISiloStatusOracle, FakeOracle>();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_CurrentStatus" => SiloStatus.Active,
            "get_SiloAddress" => Own,
            _ => throw new NotSupportedException(targetMethod.ToString()),
        };
    }

    private class NeverStopping : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => CancellationToken.None;
    }
#pragma warning restore CA1852
}
