using System.Collections.Immutable;
using System.Net;

namespace Products.Cluster.Tests.Membership;

/// <summary>A table of silos, and one silo's view of it, which may be behind.</summary>
internal sealed class FakeMembership : IClusterMembershipService, IMembershipTable
{
    private ImmutableDictionary<SiloAddress, ClusterMember> _table = ImmutableDictionary<SiloAddress, ClusterMember>.Empty;
    private int _version;

    public static SiloAddress Silo(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), number);

    public ClusterMembershipSnapshot CurrentSnapshot { get; private set; } = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, MembershipVersion.MinValue);

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

    /// <summary>How often the table was read.</summary>
    public int Reads { get; private set; }

    /// <summary>Writes a silo to the table, which the view follows.</summary>
    public MembershipVersion Set(SiloAddress silo, SiloStatus status)
    {
        var version = Write(silo, status);
        See();
        return version;
    }

    /// <summary>Writes a silo to the table.</summary>
    public MembershipVersion Write(SiloAddress silo, SiloStatus status)
    {
        _table = _table.SetItem(silo, new ClusterMember(silo, status, silo.ToString()));
        return new(++_version);
    }

    /// <summary>Takes a silo out of the table.</summary>
    public void Remove(SiloAddress silo)
    {
        _table = _table.Remove(silo);
        _version++;
        See();
    }

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        See();
        return default;
    }

    public Task<MembershipTableData> ReadAll()
    {
        Reads++;
        return Task.FromResult(new MembershipTableData(
            [.. _table.Values.Select(member => Tuple.Create(new MembershipEntry { SiloAddress = member.SiloAddress, Status = member.Status }, "1"))],
            new TableVersion(_version, $"{_version}")));
    }

    public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();

    public Task InitializeMembershipTable(bool tryInitTableVersion) => throw new NotSupportedException();

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => throw new NotSupportedException();

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => throw new NotSupportedException();

    public Task UpdateIAmAlive(MembershipEntry entry) => throw new NotSupportedException();

    private void See() => CurrentSnapshot = new(_table, new(_version));
}
