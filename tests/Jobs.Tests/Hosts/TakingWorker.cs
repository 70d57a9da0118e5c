using Products.ImageWorker.Queue;

namespace Products.Jobs.Tests.Hosts;

/// <summary>A worker that takes jobs and never ends one.</summary>
internal sealed class TakingWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly RabbitJobSource _source;
    private readonly Task _taking;

    public TakingWorker(JobQueues queues)
    {
        _source = queues.Worker();
        _taking = Task.Run(TakeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _taking;
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task TakeAsync()
    {
        await foreach (var _ in _source.ReceiveAsync(_stop.Token))
        {
            // It keeps it.
        }
    }
}
