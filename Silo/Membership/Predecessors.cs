using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.Silo.Membership;

/// <summary>Sees which silos are lost, marks them as replaced, and waits until they are certain of nothing any more.</summary>
/// <remarks>
/// A grain is activated here only after the directory knew that its silo was lost. The part of the directory that knew may lie on
/// another silo, and go by a later view of the cluster; so who waits names that view.
/// </remarks>
internal sealed partial class Predecessors(
    IClusterMembershipService membership, IMembershipTable table, SiloRegister register, IOptions<ReadOptions> options, TimeProvider time,
    ILogger<Predecessors> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private const int PausesBetweenLogs = 25;
    private static readonly TimeSpan TableLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private MembershipVersion _seen = MembershipVersion.MinValue;
    private HashSet<SiloAddress>? _members;
    private HashSet<SiloAddress> _dead = [];
    private Task<long> _takeover = Task.FromResult(long.MinValue);

    /// <summary>Longer than the lease of the lost, by as much as clocks may differ in rate.</summary>
    private TimeSpan Lease => options.Value.SessionLease * 1.05;

    /// <summary>Waits until those that are lost by now, or in this view of the cluster, are certain of nothing any more.</summary>
    /// <returns>The timestamp since which they are not.</returns>
    public async Task<long> OutlastAsync(MembershipVersion view, CancellationToken cancellationToken)
    {
        if (membership.CurrentSnapshot.Version < view)
        {
            await membership.Refresh(view, cancellationToken);
        }

        return await Look().WaitAsync(cancellationToken);
    }

    /// <summary>Ends when those that are lost by now are certain of nothing any more.</summary>
    public Task<long> Look()
    {
        var view = membership.CurrentSnapshot;
        lock (_lock)
        {
            if (view.Version > _seen)
            {
                Compare(view);
            }

            return _takeover;
        }
    }

    private void Compare(ClusterMembershipSnapshot view)
    {
        var members = Of(view, IsIn);
        var dead = Of(view, status => status == SiloStatus.Dead); // among them who has come and gone unseen
        var lost = _members?.Union(dead).Except(members).Except(_dead).Select(silo => silo.ToParsableString()).ToList();
        (_seen, _members, _dead) = (view.Version, members, dead);
        if (lost is not [])
        {
            var before = _takeover;
            _takeover = Task.Run(() => TakeOverAsync(before, lost)); // in the context of no grain
        }
    }

    /// <param name="before">Goes on.</param>
    /// <param name="lost">Null at the start: all that stand in the register, but not in the table.</param>
    private async Task<long> TakeOverAsync(Task<long> before, List<string>? lost)
    {
        if (await ReplaceAsync(lost))
        {
            await Task.Delay(Lease, time);
        }

        await before;
        return time.GetTimestamp();
    }

    /// <returns>Whether any of them may still be certain: how long it has been marked is not asked, because the database's clock may be set.</returns>
    private async Task<bool> ReplaceAsync(List<string>? lost)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await register.ReplaceAsync(lost ?? await FindLostAsync());
            }
            catch (Exception failure)
            {
                if (attempt % PausesBetweenLogs == 0)
                {
                    LogFailed(failure.Message);
                }

                await Task.Delay(Pause, time);
            }
        }
    }

    /// <summary>A silo enters the register only once it stands in the table; so whoever is read there first, and then not here, is lost.</summary>
    private async Task<List<string>> FindLostAsync()
    {
        var entered = await register.ListAsync();
        var seen = await table.ReadAllAsync(CancellationToken.None).WaitAsync(TableLimit, time);
        return [.. entered.Except(seen.Members.Where(row => IsIn(row.Item1.Status)).Select(row => row.Item1.SiloAddress.ToParsableString()))];
    }

    private static HashSet<SiloAddress> Of(ClusterMembershipSnapshot view, Func<SiloStatus, bool> status) =>
        [.. view.Members.Values.Where(member => status(member.Status)).Select(member => member.SiloAddress)];

    private static bool IsIn(SiloStatus status) => status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silos that are lost cannot be marked as replaced yet, and no product can be activated until then: {Reason}")]
    private partial void LogFailed(string reason);
}
