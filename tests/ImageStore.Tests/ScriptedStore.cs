using Products.Hosting.ImageStore;

namespace Products.ImageStore.Tests;

/// <summary>A store that does with each object that is put what the test says, and keeps nothing.</summary>
internal sealed class ScriptedStore(Func<CancellationToken, Task> put) : IImageStore
{
    private readonly TaskCompletionSource _probed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _probes;

    /// <summary>Ends with the first put.</summary>
    public Task Probed => _probed.Task;

    public int Probes => Volatile.Read(ref _probes);

    public async Task<long> PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _probes);
        _probed.TrySetResult();
        await put(cancellationToken);
        return content.Length;
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public string UrlOf(string key) => throw new NotSupportedException();
}
