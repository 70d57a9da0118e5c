namespace Products.Grains.Cluster.Tests.Storage;

/// <summary>A write that has begun, and stores nothing until the test releases it.</summary>
public sealed class HeldWrite : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Returns once the grain has begun to write.</summary>
    public Task BegunAsync() => _begun.Task.WaitAsync(Limit);

    /// <summary>Lets the write go on. A test that fails releases it as well.</summary>
    public void Dispose() => _released.TrySetResult();

    internal Task WaitAsync()
    {
        _begun.TrySetResult();
        return _released.Task;
    }
}
