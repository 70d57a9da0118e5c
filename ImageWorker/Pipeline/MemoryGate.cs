namespace Products.ImageWorker.Pipeline;

/// <summary>
/// Lets pictures in while their estimated memory fits a budget, first come, first served: small ones share it, a big one
/// has it alone. Thread safe.
/// </summary>
/// <param name="budget">Bytes.</param>
internal sealed class MemoryGate(long budget)
{
    private readonly Lock door = new();
    private readonly Queue<Share> waiting = new();
    private long taken;

    /// <summary>Waits for its turn; dispose the share to give it back.</summary>
    /// <param name="bytes">The estimate; more than the budget counts as all of it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IDisposable> EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        var share = new Share(this, Math.Min(bytes, budget));
        using var giveUp = cancellationToken.Register(() => share.GiveUp(cancellationToken));
        lock (door)
        {
            waiting.Enqueue(share);
            LetIn();
        }

        await share.Granted;
        return share;
    }

    private void LetIn()
    {
        while (waiting.TryPeek(out var next) && (next.IsGivenUp || next.Bytes <= budget - taken))
        {
            taken += waiting.Dequeue().TryGrant() ? next.Bytes : 0;
        }
    }

    private void Return(long bytes)
    {
        lock (door)
        {
            taken -= bytes;
            LetIn();
        }
    }

    private sealed class Share(MemoryGate gate, long bytes) : IDisposable
    {
        private readonly TaskCompletionSource granted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Bytes => bytes;

        public Task Granted => granted.Task;

        public bool IsGivenUp => granted.Task.IsCanceled;

        public bool TryGrant() => granted.TrySetResult();

        public void GiveUp(CancellationToken cancellationToken)
        {
            if (granted.TrySetCanceled(cancellationToken))
            {
                gate.Return(0);
            }
        }

        public void Dispose() => gate.Return(bytes);
    }
}
