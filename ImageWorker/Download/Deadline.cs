using System.Globalization;
using Products.Grains.Interfaces.Images;

namespace Products.ImageWorker.Download;

/// <summary>The time limits of one download: one for all of it, and one for the step that it is at.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly ImageOptions _options;
    private readonly CancellationTokenSource _whole;
    private readonly CancellationTokenSource _step;
    private readonly CancellationTokenSource _any;

    public Deadline(ImageOptions options, TimeProvider time, CancellationToken caller)
    {
        _options = options;
        _whole = new CancellationTokenSource(options.DownloadTimeout, time);
        _step = new CancellationTokenSource(options.ConnectTimeout, time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(caller, _whole.Token, _step.Token);
    }

    /// <summary>Cancelled by the caller and by each limit.</summary>
    public CancellationToken Token => _any.Token;

    /// <summary>Gives finding and connecting to a host its time, from now.</summary>
    public void BeginConnecting() => _step.CancelAfter(_options.ConnectTimeout);

    /// <summary>Gives the next bytes their time, from now.</summary>
    public void BeginWaiting() => _step.CancelAfter(_options.IdleTimeout);

    /// <summary>The bytes have come: what the worker does with them is not the source's time.</summary>
    public void EndWaiting() => _step.CancelAfter(Timeout.InfiniteTimeSpan);

    public ImageFailedException Exceeded(Exception cause) => ImageFailedException.Transient(ImageErrorCode.Timeout, Sentence, cause);

    public void Dispose()
    {
        _any.Dispose();
        _step.Dispose();
        _whole.Dispose();
    }

    private string Sentence => _whole.IsCancellationRequested
        ? string.Create(CultureInfo.InvariantCulture, $"The download took longer than {_options.DownloadTimeout.TotalSeconds:0.###} s.")
        : "The source did not answer, or fell silent, for too long.";
}
