using Microsoft.Extensions.Options;
using Products.Grains.Interfaces.Reads;

namespace Products.Silo.Membership;

/// <summary>Asks the register whether this silo is still a member while the table of silos does not answer; leaves it at the end.</summary>
internal sealed class RegisterWatch(
    SiloRegister register, MembershipAuthority authority, ISiloStatusOracle silo, LostSilo lost, IOptions<ReadOptions> options, TimeProvider time)
    : BackgroundService, ILifecycleParticipant<ISiloLifecycle>
{
    private volatile bool _entered;
    private volatile bool _confirmed;

    private string Own => silo.SiloAddress.ToParsableString();

    /// <summary>Enters this silo, which stands in the table now: without that nobody would know that it must be marked once it is lost.</summary>
    /// <returns>Whether it was entered before. Only a look at the table afterwards tells that nobody has missed the entry.</returns>
    public async Task<bool> EnterAsync()
    {
        _confirmed = _entered;
        if (!_entered)
        {
            await register.EnterAsync(Own);
            _entered = true;
        }

        return _confirmed;
    }

    /// <summary>After the grains have ended, and before the table calls this silo dead: then the others would mark it, and wait for it.</summary>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(RegisterWatch), ServiceLifecycleStage.ApplicationServices, _ => Task.CompletedTask, LeaveAsync);

    /// <summary>Asks no more, and leaves, unless the stop was cut short: then grains may not have ended.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        if (_entered && !cancellationToken.IsCancellationRequested)
        {
            await register.LeaveAsync(Own).WaitAsync(options.Value.SessionLease, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SessionLease / 8, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_confirmed && authority.IsEnding)
            {
                await AskAsync(stoppingToken);
            }
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
            else
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
