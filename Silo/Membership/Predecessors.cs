using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.Silo.Membership;

/// <summary>Sees which silos are lost, marks them as replaced, and waits until they are certain of nothing any more.</summary>
/// <remarks>
/// A grain is activated here only after the directory knew that its silo was lost, and the directory goes by the same view of
/// the cluster; so who looks now sees every loss that matters to it.
/// </remarks>
internal sealed partial class Predecessors(
    IClusterMembershipService membership, IMembershipTable table, SiloRegister register, IOptions<ReadOptions> options, TimeProvider time,
    ILogger<Predecessors> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan TableLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private MembershipVersion _seen = MembershipVersion.MinValue;
    private HashSet<SiloAddress>? _members;
    private Task<long> _takeover = Task.FromResult(0L);

    /// <summary>Longer than the lease of the lost, by as much as clocks may differ in rate.</summary>
    private TimeSpan Lease => options.Value.SessionLease * 1.05;

    /// <summary>Ends when those that are lost by now are certain of nothing any more.</summary>
    /// <returns>The timestamp at which their sessions have run out as well.</returns>
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
        var members = view.Members.Values.Where(member => IsIn(member.Status)).Select(member => member.SiloAddress).ToHashSet();
        var lost = _members?.Except(members).Select(silo => silo.ToParsableString()).ToList();
        (_seen, _members) = (view.Version, members);
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
        var sessionsEnd = time.GetTimestamp();
        if (await ReplaceAsync(lost))
        {
            sessionsEnd = time.GetTimestamp() + (2 * time.TicksOf(Lease));
            await Task.Delay(Lease, time);
        }

        return Math.Max(sessionsEnd, await before);
    }

    /// <returns>Whether any silo was replaced so lately that it may still be certain of its grains.</returns>
    private async Task<bool> ReplaceAsync(List<string>? lost)
    {
        while (true)
        {
            try
            {
                return await register.ReplaceAsync(lost ?? await FindLostAsync(), Lease);
            }
            catch (Exception failure)
            {
                LogFailed(failure.Message);
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

    private static bool IsIn(SiloStatus status) => status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silos that are lost cannot be marked as replaced yet, and no product can be activated until then: {Reason}")]
    private partial void LogFailed(string reason);
}
