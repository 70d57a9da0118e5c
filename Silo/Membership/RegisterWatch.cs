using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.Silo.Membership;

/// <summary>Asks the register whether this silo is still a member while the table of silos does not answer; leaves it at the end.</summary>
internal sealed class RegisterWatch(
    SiloRegister register, MembershipAuthority authority, ISiloStatusOracle silo, LostSilo lost, IOptions<ReadOptions> options, TimeProvider time)
    : BackgroundService, ILifecycleParticipant<ISiloLifecycle>
{
    private volatile bool _entered;
    private volatile bool _left;

    private string Own => silo.SiloAddress.ToParsableString();

    /// <summary>Enters this silo, which stands in the table now: without that nobody would know that it must be marked once it is lost.</summary>
    public async Task EnterAsync()
    {
        if (!_entered)
        {
            await register.EnterAsync(Own);
            _entered = true;
        }
    }

    /// <summary>It leaves once its grains have, and before the table of silos says that it is gone: or the others would think it lost.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(RegisterWatch), ServiceLifecycleStage.ApplicationServices, _ => Task.CompletedTask, LeaveAsync);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SessionLease / 8, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_entered && !_left && authority.IsEnding)
            {
                await AskAsync(stoppingToken);
            }
        }
    }

    private async Task LeaveAsync(CancellationToken stop)
    {
        if (_entered && !stop.IsCancellationRequested)
        {
            _left = true;
            await register.LeaveAsync(Own).WaitAsync(options.Value.SessionLease, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(CancellationToken stop)
    {
        var asked = time.GetTimestamp();
        try
        {
            if (await register.HoldsAsync(Own).WaitAsync(options.Value.SessionLease, time, stop))
            {
                authority.Told(asked);
            }
            else if (!_left)
            {
                lost.End("another silo has taken its grains over");
            }
        }
        catch (Exception failure) when (failure is IOException or TimeoutException)
        {
            // The database does not answer either; grains wait meanwhile, and the health page tells.
        }
    }
}
