namespace Products.ImageWorker.Pipeline;

/// <summary>
/// Lets pictures in while their estimated memory fits a budget, first come, first served: small ones share it, a big one
/// has it alone. Thread safe.
/// </summary>
/// <param name="budget">Bytes.</param>
internal sealed class MemoryGate(long budget)
{
    private readonly Lock _door = new();
    private readonly Queue<Share> _waiting = new();
    private long _taken;

    /// <summary>Waits for its turn; dispose the share to give it back.</summary>
    /// <param name="bytes">The estimate; more than the budget counts as all of it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IDisposable> EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        var share = new Share(this, Math.Min(bytes, budget));
        using var giveUp = cancellationToken.Register(() => share.GiveUp(cancellationToken));
        lock (_door)
        {
            _waiting.Enqueue(share);
            LetIn();
        }

        await share.Granted;
        return share;
    }

    private void LetIn()
    {
        while (_waiting.TryPeek(out var next) && (next.IsGivenUp || next.Bytes <= budget - _taken))
        {
            _taken += _waiting.Dequeue().TryGrant() ? next.Bytes : 0;
        }
    }

    private void Return(long bytes)
    {
        lock (_door)
        {
            _taken -= bytes;
            LetIn();
        }
    }

    private sealed class Share(MemoryGate gate, long bytes) : IDisposable
    {
        private readonly TaskCompletionSource _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes => bytes;

        public Task Granted => _granted.Task;

        public bool IsGivenUp => _granted.Task.IsCanceled;

        public bool TryGrant() => _granted.TrySetResult();

        public void GiveUp(CancellationToken cancellationToken)
        {
            if (_granted.TrySetCanceled(cancellationToken))
            {
                gate.Return(0);
            }
        }

        public void Dispose() => gate.Return(bytes);
    }
}
