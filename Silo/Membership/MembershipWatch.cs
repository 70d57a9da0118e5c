using Microsoft.Extensions.Options;
using Products.Hosting.Cluster;

namespace Products.Silo.Membership;

/// <summary>Ends the process when this silo is lost from the table of silos.</summary>
/// <remarks>
/// Orleans goes on without a row in the table, and so do the others: each for itself, for ever, with two activations of
/// one grain. A silo that starts again finds the others. A Redis that cannot be reached is not that: all go on.
/// </remarks>
internal sealed partial class MembershipWatch(
    IMembershipTable table, ISiloStatusOracle silo, IHostApplicationLifetime lifetime, IOptions<MembershipOptions> options, TimeProvider time,
    ILogger<MembershipWatch> logger) : BackgroundService
{
    /// <summary>The process's exit code.</summary>
    public const int ExitCode = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private string? _lost;
    private volatile bool _blind;

    /// <summary>Whether the last look at the table failed, so that nothing is known of it.</summary>
    public bool IsBlind => _blind;

    /// <summary>Only a silo that has joined, and does not leave, can be lost.</summary>
    private bool IsMember => silo.CurrentStatus == SiloStatus.Active && !lifetime.ApplicationStopping.IsCancellationRequested;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WatchInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var lost = IsMember ? await LookAsync(stoppingToken) : null;
            if (lost is not null && _lost is not null && IsMember)
            {
                End(lost);
            }

            _lost = lost;
        }
    }

    private async Task<string?> LookAsync(CancellationToken stop)
    {
        try
        {
            var seen = await table.ReadAllAsync(stop).WaitAsync(Limit, time, stop);
            _blind = false;
            return MembershipVerdict.Of(seen, silo.SiloAddress);
        }
        catch (Exception failure)
        {
            var lost = MembershipVerdict.Of(failure);
            _blind = lost is null;
            return lost;
        }
    }

    /// <summary>At once: whatever this silo would still do, another may be doing as well.</summary>
    private void End(string lost)
    {
        LogLost(lost);
        Environment.Exit(ExitCode);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo ends at once, to be started again: {Lost}, as after a FLUSHALL, an eviction or a restart of a Redis that does not persist")]
    private partial void LogLost(string lost);
}
