using System.Net;
using Orleans.Clustering.Redis;
using Products.Silo.Membership;
using StackExchange.Redis;

namespace Products.Cluster.Tests.Membership;

public sealed class MembershipVerdictTests
{
    private static readonly SiloAddress Own = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 5);
    private static readonly SiloAddress Other = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11112), 5);
    private static readonly SiloAddress OwnPredecessor = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), 4);

    [Fact]
    public void A_silo_that_stands_in_the_table_is_not_lost() => Assert.Null(MembershipVerdict.Of(Table(7, Other, Own), Own));

    [Fact]
    public void An_empty_table_is_a_loss()
    {
        Assert.Contains("empty", MembershipVerdict.Of(Table(0), Own), StringComparison.Ordinal);
        Assert.Contains("empty", MembershipVerdict.Of(Table(3), Own), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_others_is_a_loss() =>
        Assert.Contains("no more", MembershipVerdict.Of(Table(3, Other, OwnPredecessor), Own), StringComparison.Ordinal);

    [Fact]
    public void A_table_that_is_gone_is_a_loss() => Assert.NotNull(MembershipVerdict.Of(
        new RedisClusteringException("The Redis membership table version is missing. The table may have expired or been deleted.")));

    [Fact]
    public void A_Redis_that_is_away_is_none()
    {
        Assert.Null(MembershipVerdict.Of(new RedisConnectionException(ConnectionFailureType.UnableToConnect, "Away.")));
        Assert.Null(MembershipVerdict.Of(new TimeoutException()));
        Assert.Null(MembershipVerdict.Of(new RedisClusteringException("Unexpected transaction failure while reading key")));
    }

    private static MembershipTableData Table(int version, params SiloAddress[] silos) => new(
        [.. silos.Select(silo => Tuple.Create(new MembershipEntry { SiloAddress = silo, Status = SiloStatus.Active }, "1"))],
        new TableVersion(version, $"{version}"));
}
