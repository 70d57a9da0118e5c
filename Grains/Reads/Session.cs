using Products.Grains.Interfaces.Reads;

namespace Products.Grains.Reads;

/// <summary>A front end's leave to serve what it holds from this silo. It ends by itself unless it is renewed.</summary>
/// <remarks>
/// Thread safe. The front end counts from before it asks, and this from when it answers: so when this one is over, that one is.
/// A session that was closed, or is over, is never renewed, and the front end forgets all that it holds under it.
/// </remarks>
/// <param name="id">Its number.</param>
/// <param name="holder">The front end.</param>
/// <param name="lease">For how long it is given, from now.</param>
/// <param name="patience">How long the front end may take to drop a product, before it gets no more under this session.</param>
/// <param name="time">The clock.</param>
internal sealed class Session(long id, IReadHolder holder, TimeSpan lease, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _ends = time.GetTimestamp() + time.TicksOf(lease);
    private bool _closed;

    public long Id => id;

    /// <summary>Whether it may be given to more products.</summary>
    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return !_closed && time.GetTimestamp() < _ends;
            }
        }
    }

    public bool IsOver
    {
        get
        {
            lock (_lock)
            {
                return time.GetTimestamp() >= _ends;
            }
        }
    }

    /// <returns>Whether it goes on, for this long.</returns>
    public bool TryRenew(TimeSpan lease)
    {
        lock (_lock)
        {
            if (_closed || time.GetTimestamp() >= _ends)
            {
                return false;
            }

            _ends = time.GetTimestamp() + time.TicksOf(lease);
            return true;
        }
    }

    /// <summary>The front end serves nothing any more that it holds under it.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ends = time.GetTimestamp();
        }
    }

    /// <summary>Returns once the front end has dropped the product, or can serve it no more.</summary>
    /// <returns>Whether the front end has answered.</returns>
    public async Task<bool> DropAsync(Guid productId)
    {
        if (IsOver)
        {
            return false;
        }

        var word = TellAsync(productId);
        if (await HasEndedWell(word, patience))
        {
            return true;
        }

        Close();
        return await HasEndedWell(word, UntilEnd()) || await IsOverAsync();
    }

    /// <summary>What cannot be sent fails as what is not answered does.</summary>
    private async Task TellAsync(Guid productId) => await holder.DropAsync(productId);

    private void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    private TimeSpan UntilEnd()
    {
        lock (_lock)
        {
            var left = time.GetElapsedTime(time.GetTimestamp(), _ends);
            return left > TimeSpan.Zero ? left + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;
        }
    }

    private async Task<bool> HasEndedWell(Task word, TimeSpan limit)
    {
        await word.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return word.IsCompletedSuccessfully;
    }

    /// <returns>False, once the time is up: the front end has not answered.</returns>
    private async Task<bool> IsOverAsync()
    {
        while (!IsOver)
        {
            await Task.Delay(UntilEnd(), time);
        }

        return false;
    }
}
