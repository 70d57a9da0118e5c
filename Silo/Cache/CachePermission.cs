namespace Products.Silo.Cache;

/// <summary>What a silo may do with the cache, by what it last saw in the table <c>cache_epoch</c>.</summary>
/// <remarks>
/// Only rules, no clock and no database; see docs/decisions/0018-cache-epoch.md. Times are those of this silo's monotonic
/// clock. An observation holds from when it was asked for, because the row may have changed right after it was read.
/// </remarks>
internal sealed class CachePermission
{
    /// <summary>For how long an observation lets a silo use the cache.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    /// <summary>What two clocks may drift apart during a suspension.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    private volatile View? _view;

    /// <summary>The latest epoch seen.</summary>
    public long Epoch => _view?.Epoch ?? 0;

    /// <summary>Whether the database has lost what it held when it was asked before: a fail-over or a restore went back behind it.</summary>
    public bool IsBehind(EpochRow row, TimeSpan asked) => _view is { } known && row.Epoch < known.Epoch && asked >= known.Answered;

    /// <param name="row">What was read.</param>
    /// <param name="run">The server that this silo knew before it asked; null when it knew none.</param>
    /// <param name="asked">When the question was sent.</param>
    /// <param name="answered">When the answer was there.</param>
    public void Observe(EpochRow row, RedisRun? run, TimeSpan asked, TimeSpan answered)
    {
        lock (this)
        {
            if (_view is { } known && (row.Epoch < known.Epoch || (row.Epoch == known.Epoch && asked < known.Asked)))
            {
                return; // an answer that was overtaken
            }

            _view = row.SuspendedFor <= TimeSpan.Zero
                ? new View(row.Epoch, run?.Id == row.Server ? run : null, asked, answered, Ends: null, Settled: default)
                : new View(row.Epoch, null, asked, answered, asked + row.SuspendedFor - Margin, SettledSince(row.Epoch) ?? answered + Lifetime);
        }
    }

    public CacheMode At(TimeSpan now) => _view switch
    {
        null => CacheMode.Unknown,
        { Ends: { } ends } view when now >= ends => CacheMode.Unknown,
        { Ends: not null } view => now >= view.Settled ? CacheMode.Suspended(view.Epoch) : CacheMode.Settling(view.Epoch, view.Settled - now),
        var view when now - view.Asked < Lifetime => CacheMode.Usable(view.Epoch, view.Run),
        _ => CacheMode.Unknown,
    };

    /// <summary>A suspension that is known already does not begin anew; when it begins, others may go on for a lifetime.</summary>
    private TimeSpan? SettledSince(long epoch) => _view is { Ends: not null } known && known.Epoch == epoch ? known.Settled : null;

    private sealed record View(long Epoch, RedisRun? Run, TimeSpan Asked, TimeSpan Answered, TimeSpan? Ends, TimeSpan Settled);
}

/// <summary>The one row of <c>cache_epoch</c>.</summary>
/// <param name="Epoch">Part of every key in Redis: a higher one leaves all older values behind.</param>
/// <param name="SuspendedFor">For how long nobody may use the cache; zero or less when it may be used.</param>
/// <param name="Server">The run of the Redis server that may be used; empty when none ever was.</param>
internal readonly record struct EpochRow(long Epoch, TimeSpan SuspendedFor, string Server);
