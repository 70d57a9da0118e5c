using Microsoft.Extensions.Hosting;

namespace Products.Hosting.ImageStore;

/// <summary>Tries every few seconds whether the image store takes an object and gives it up again, so that no question about its health waits for it.</summary>
internal sealed class ImageStoreProbe(IImageStore store, TimeProvider time) : BackgroundService
{
    /// <summary>Everything below it is deleted by each probe: also what another left that broke off.</summary>
    private const string Folder = "health/";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>While it fails, which it does at a first start until the bucket is there.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);

    /// <summary>One that heeds no token is waited for further, and none is begun beside it.</summary>
    private Task? _running;

    private volatile ProbeResult _last = new("The image store has not answered yet.");

    public ProbeResult Last => _last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            _last = await TryAsync(stoppingToken);
            var pause = _last.Trouble is null ? Pause : ShortPause;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ProbeResult> TryAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        try
        {
            var token = limit.Token;
            _running = _running is { IsCompleted: false } hung ? hung : Task.Run(() => ProbeAsync(token), token);
            await _running.WaitAsync(token);
            return new(Trouble: null);
        }
        catch (ImageStoreException explained)
        {
            return new(explained.Message);
        }
        catch (OperationCanceledException)
        {
            return new($"The image store did not answer within {Limit.TotalSeconds} s.");
        }
        catch (Exception failure)
        {
            return new("The image store cannot be written to.", failure);
        }
    }

    /// <summary>The key is new each time, so that two processes never meet at one.</summary>
    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await store.PutAsync($"{Folder}{Guid.NewGuid():N}", new MemoryStream([0]), "application/octet-stream", cancellationToken);
        await store.DeleteAllAsync(Folder, cancellationToken);
    }
}

/// <summary>What became of a probe.</summary>
/// <param name="Trouble">What is wrong, as a sentence; null when nothing is.</param>
/// <param name="Failure">For the log.</param>
internal sealed record ProbeResult(string? Trouble, Exception? Failure = null);
