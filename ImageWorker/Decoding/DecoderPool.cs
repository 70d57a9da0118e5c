using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Products.Hosting.Settings;
using Products.ImageDecoder;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Decoding;

/// <summary>
/// The decoder processes of a worker, one for each of <see cref="ImageOptions.Concurrency"/>, started at first use and kept.
/// </summary>
/// <remarks>Thread safe. A process that failed on an image is ended and replaced, and so is each after 100 images.</remarks>
internal sealed partial class DecoderPool : IHostedService, IDisposable
{
    private const string Program = "ImageDecoder.dll";

    private readonly Channel<DecoderProcess?> _idle = Channel.CreateUnbounded<DecoderProcess?>();
    private readonly ImageOptions _options;
    private readonly string _program;
    private readonly DecoderMetrics _metrics;
    private readonly ILogger<DecoderPool> _logger;
    private readonly CancellationTokenSource _closing = new();

    public DecoderPool(IOptions<ImageOptions> options, DecoderMetrics metrics, ILogger<DecoderPool> logger)
        : this(options, metrics, logger, Path.Combine(AppContext.BaseDirectory, Program))
    {
    }

    /// <param name="options">How many, and their limits.</param>
    /// <param name="metrics">Theirs.</param>
    /// <param name="logger">Theirs.</param>
    /// <param name="program">Path of the decoder's assembly.</param>
    internal DecoderPool(IOptions<ImageOptions> options, DecoderMetrics metrics, ILogger<DecoderPool> logger, string program)
    {
        (_options, _metrics, _logger, _program) = (options.Value, metrics, logger, program);
        for (var count = 0; count < _options.Concurrency; count++)
        {
            _idle.Writer.TryWrite(null);
        }
    }

    /// <summary>Waits for an idle process and has it work on one image.</summary>
    /// <exception cref="ImageFailedException">
    /// The process ended (<c>decoder_crashed</c>, <c>too_much_memory</c>) or took longer than
    /// <see cref="ImageOptions.DecodeTimeout"/> (<c>decoder_timeout</c>).
    /// </exception>
    /// <exception cref="DecodeRefusedException">The process refuses the image.</exception>
    public async Task<T> UseAsync<T>(Func<DecoderProcess, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var decoder = await TakeAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.DecodeTimeout);
        try
        {
            var result = await work(decoder, limit.Token);
            Return(decoder);
            return result;
        }
        catch (DecodeRefusedException refused)
        {
            Return(decoder, replace: refused.Refused.Reason == RefusalReason.TooMuchMemory);
            throw;
        }
        catch (Exception failure)
        {
            var isLate = limit.IsCancellationRequested;
            var ended = await EndAsync(decoder, failure);
            cancellationToken.ThrowIfCancellationRequested();
            throw Blame(ended, isLate);
        }
    }

    /// <summary>Where confinement is required, finds out now whether there is one.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.RequireConfinement)
        {
            _idle.Writer.TryWrite(await TakeAsync(cancellationToken));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Safe to repeat: a container disposes of it as itself and as a hosted service.</summary>
    public void Dispose()
    {
        if (_idle.Writer.TryComplete())
        {
            _closing.Cancel(); // and not disposed of: a process may be about to start
        }

        while (_idle.Reader.TryRead(out var decoder))
        {
            decoder?.Dispose();
        }
    }

    private async Task<DecoderProcess> TakeAsync(CancellationToken cancellationToken)
    {
        var idle = await _idle.Reader.ReadAsync(cancellationToken);
        if (idle is { IsRunning: true })
        {
            return idle;
        }

        try
        {
            idle?.Dispose();
            return await StartOneAsync(cancellationToken);
        }
        catch
        {
            _idle.Writer.TryWrite(null);
            throw;
        }
    }

    private async Task<DecoderProcess> StartOneAsync(CancellationToken cancellationToken)
    {
        var limits = new DecodeLimits(MemoryOf(_options), LifetimeOf(_options));
        var decoder = await DecoderProcess.StartAsync(_program, limits, _options.MaxBytes, cancellationToken);
        _metrics.Started(isConfined: decoder.Missing == "");
        if (decoder.Missing != "")
        {
            LogUnconfined(decoder.Missing);
        }

        if (decoder.Missing != "" && _options.RequireConfinement)
        {
            decoder.Dispose();
            throw new StartFailureException(
                $"{ImageOptions.Section}:{nameof(ImageOptions.RequireConfinement)}: {decoder.Missing}.");
        }

        return decoder;
    }

    /// <summary>Makes it idle, or starts another in its place: little memory may be left, or an image may have altered it.</summary>
    private void Return(DecoderProcess decoder, bool replace = false)
    {
        if (replace || decoder.IsUsedUp)
        {
            decoder.Dispose();
            _ = ReplaceAsync();
        }
        else if (!_idle.Writer.TryWrite(decoder))
        {
            decoder.Dispose(); // the pool is disposed of
        }
    }

    private async Task<DecoderFailedException> EndAsync(DecoderProcess decoder, Exception failure)
    {
        try
        {
            return await decoder.EndAsync(failure);
        }
        finally
        {
            _ = ReplaceAsync();
        }
    }

    private async Task ReplaceAsync()
    {
        DecoderProcess? next = null;
        try
        {
            next = _closing.IsCancellationRequested ? null : await StartOneAsync(_closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The pool is disposed of.
        }
        catch (Exception failure)
        {
            LogNotStarted(failure); // the next image tries again
        }

        if (!_idle.Writer.TryWrite(next))
        {
            next?.Dispose();
        }
    }

    private ImageFailedException Blame(DecoderFailedException failure, bool isLate)
    {
        var error = DecodeFailure.Of(failure, isLate, _options);
        _metrics.Ended(error.Error.Code);
        return error;
    }

    /// <summary>
    /// Enough for the worst that is common at the pixel cap, six bytes a pixel: a progressive JPEG, or an interlaced PNG of 16
    /// bits.
    /// </summary>
    private static long MemoryOf(ImageOptions options)
    {
        const int worstPixelBytes = 6;
        const long overhead = 64L << 20;
        return (long)(options.MaxMegapixels * 1e6 * worstPixelBytes) + options.MaxBytes + overhead;
    }

    /// <summary>Seconds; a process that a hostile image has taken over, and whose worker was killed, ends then.</summary>
    private static int LifetimeOf(ImageOptions options) => (int)(DecoderProcess.MaxImages * options.DecodeTimeout.TotalSeconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Image decoder is not fully confined: {Missing}")]
    private partial void LogUnconfined(string missing);

    [LoggerMessage(Level = LogLevel.Error, Message = "Image decoder could not be started")]
    private partial void LogNotStarted(Exception failure);
}
