using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Products.Grains.Interfaces;
using Products.Grains.Interfaces.Reads;
using Products.Grains.Reads;

namespace Products.Silo.Membership;

/// <summary>A silo is certain of its grains for one lease after it has asked, and been told that it is a member: see docs/decisions/0022-authority.md.</summary>
internal sealed class MembershipAuthority(Predecessors predecessors, IOptions<ReadOptions> options, TimeProvider time) : ISiloAuthority
{
    /// <summary>How long a call waits that meets an uncertain silo. Less than the caller tries it again for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static long _waits;

    private readonly Lock _lock = new();
    private TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _certainUntil;

    /// <summary>Tells of none, too, so that the first one is seen as an increase.</summary>
    static MembershipAuthority() => new Meter("Products.Silo.Membership").CreateObservableCounter(
        "products.authority.waits", () => Volatile.Read(ref _waits), "{call}", "Calls that waited until the silo was certain of its grains.");

    public TimeSpan Certainty => time.GetElapsedTime(time.GetTimestamp(), Volatile.Read(ref _certainUntil));

    public bool IsCertain => time.GetTimestamp() < Volatile.Read(ref _certainUntil);

    /// <summary>Whether it will not be for long, so that it must be told by another way.</summary>
    public bool IsEnding => Certainty < options.Value.SessionLease * 0.75;

    public ValueTask AssureAsync() => IsCertain ? default : new(RegainAsync());

    public async ValueTask<bool> TakeOverAsync(MembershipVersion view, long began, CancellationToken cancellationToken) =>
        await predecessors.OutlastAsync(view, cancellationToken) >= began;

    /// <summary>This silo is a member.</summary>
    /// <param name="asked">The timestamp before it asked.</param>
    public void Told(long asked)
    {
        var until = asked + time.TicksOf(options.Value.SessionLease);
        lock (_lock)
        {
            Volatile.Write(ref _certainUntil, Math.Max(_certainUntil, until));
            _told.SetResult();
            _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task RegainAsync()
    {
        Interlocked.Increment(ref _waits);
        var began = time.GetTimestamp();
        while (!IsCertain)
        {
            var left = Patience - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                throw new GrainUnreachableException("This silo cannot find out whether it is still a member of the cluster.");
            }

            await NextWord().WaitAsync(left, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private Task NextWord()
    {
        lock (_lock)
        {
            return IsCertain ? Task.CompletedTask : _told.Task;
        }
    }
}
