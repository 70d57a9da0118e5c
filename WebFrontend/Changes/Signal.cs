namespace Products.WebFrontend.Changes;

/// <summary>Wakes one who waits; a call that comes while nobody waits wakes the next.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);
    private readonly Lock _lock = new();

    public void Set()
    {
        lock (_lock)
        {
            if (_set.CurrentCount == 0)
            {
                _set.Release();
            }
        }
    }

    /// <returns>Whether it was set; false after <paramref name="limit"/>.</returns>
    public Task<bool> WaitAsync(TimeSpan limit, CancellationToken cancellationToken) => _set.WaitAsync(limit, cancellationToken);

    public void Dispose() => _set.Dispose();
}
