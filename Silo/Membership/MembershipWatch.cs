using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.Silo.Membership;

/// <summary>Looks whether this silo stands in the table of silos: it is certain of its grains as long as it does, and ends the process when it is lost.</summary>
/// <remarks>
/// Orleans goes on without a row in the table, and so do the others: each for itself, for ever, with two activations of
/// one grain. A silo that starts again finds the others. A Redis that cannot be reached is not that: all go on.
/// </remarks>
internal sealed class MembershipWatch(
    IMembershipTable table, ISiloStatusOracle silo, IHostApplicationLifetime lifetime, RegisterWatch register, MembershipAuthority authority, Predecessors predecessors,
    LostSilo lost, IOptions<ReadOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private string? _missed;
    private volatile bool _blind;

    /// <summary>Whether the last look at the table failed, so that nothing is known of it.</summary>
    public bool IsBlind => _blind;

    /// <summary>Only a silo that has joined, and does not leave, can be lost.</summary>
    private bool IsMember => silo.CurrentStatus == SiloStatus.Active && !lifetime.ApplicationStopping.IsCancellationRequested;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SessionLease / 8, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (silo.CurrentStatus is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping)
            {
                _ = predecessors.Look();
                await LookAsync(stoppingToken);
            }
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        var asked = time.GetTimestamp();
        var missing = await FindLossAsync(stop);
        if (!_blind && missing is null)
        {
            await ConfirmAsync(asked);
        }

        if (missing is not null && _missed is not null && IsMember)
        {
            lost.End($"{missing}, as after a FLUSHALL, an eviction or a restart of a Redis that does not persist");
        }

        _missed = missing;
    }

    private async Task<string?> FindLossAsync(CancellationToken stop)
    {
        try
        {
            var seen = await table.ReadAllAsync(stop).WaitAsync(Limit, time, stop);
            _blind = false;
            return MembershipVerdict.Of(seen, silo.SiloAddress);
        }
        catch (Exception failure)
        {
            var missing = MembershipVerdict.Of(failure);
            _blind = missing is null;
            return missing;
        }
    }

    private async Task ConfirmAsync(long asked)
    {
        try
        {
            if (await register.EnterAsync())
            {
                authority.Told(asked);
            }
        }
        catch (IOException)
        {
            // The database does not answer: this silo stays uncertain until it does, and the health page tells.
        }
    }
}
