namespace Products.Grains.Products;

/// <summary>Calls that wait until no image of a product is pending.</summary>
/// <remarks>Belongs to one activation, and is used by its calls only.</remarks>
internal sealed class ImageWaiters
{
    private TaskCompletionSource? _changed;
    private bool _ended;

    /// <summary>Returns once nothing is pending, the time is up, nobody waits any more, or the activation ends.</summary>
    public async Task WaitAsync(Func<bool> isPending, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (isPending() && !_ended && !limit.IsCancellationRequested)
        {
            _changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            await _changed.Task.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Has all of them look again.</summary>
    public void Wake()
    {
        _changed?.SetResult();
        _changed = null;
    }

    /// <summary>Sends all of them away: an activation cannot end while a call waits in it.</summary>
    public void End()
    {
        _ended = true;
        Wake();
    }
}
