namespace Products.WebFrontend.Reads;

/// <summary>A read of a product that is under way, for all who want the product meanwhile.</summary>
internal sealed class Flight
{
    private readonly TaskCompletionSource<KeptProduct?> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private bool _void;

    /// <summary>The product; null if those who joined must ask for themselves.</summary>
    public Task<KeptProduct?> Landed => _landed.Task;

    public void Land(KeptProduct? kept) => _landed.SetResult(kept);

    /// <summary>The answer may be older than a change that is about to be acknowledged: nobody may keep it.</summary>
    public void Void()
    {
        lock (_lock)
        {
            _void = true;
        }
    }

    /// <summary>Keeps the product unless it is void, which it cannot become meanwhile.</summary>
    /// <returns>The product, if it was kept.</returns>
    public KeptProduct? Keep(KeptProduct? read, Action<KeptProduct> keep)
    {
        lock (_lock)
        {
            if (_void || read is not { IsValid: true })
            {
                return null;
            }

            keep(read);
            return read;
        }
    }
}
