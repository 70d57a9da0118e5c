using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Products.ImageDecoder;
using Products.ImageDecoder.Protocol;

namespace Products.ImageWorker.Decoding;

/// <summary>A child process that decodes one image at a time, and may do nothing else.</summary>
/// <remarks>See docs/decisions/0033-decoder-processes.md.</remarks>
internal sealed class DecoderProcess : IDisposable
{
    private const long RuntimeHeap = 64L << 20;

    /// <summary>Its start costs as much processor time as one photograph.</summary>
    public const int MaxImages = 100;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly ErrorTail _errors;
    private int _images;
    private bool _isDisposed;

    private DecoderProcess(Process process)
    {
        _process = process;
        _errors = new ErrorTail(process.StandardError.BaseStream);
    }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>It has had as many images as a process may: what an image may have left in it does not last.</summary>
    public bool IsUsedUp => _images >= MaxImages;

    /// <summary>What this system cannot confine; empty when the confinement is complete.</summary>
    public string Missing { get; private set; } = "";

    /// <param name="program">Path of the decoder's assembly.</param>
    /// <param name="limits">Those of the process.</param>
    /// <param name="maxBytes">Of an image.</param>
    /// <param name="cancellationToken">Ends the start, and the process.</param>
    /// <exception cref="DecoderFailedException">It ended, or was not ready within 30 seconds.</exception>
    public static async Task<DecoderProcess> StartAsync(
        string program, DecodeLimits limits, long maxBytes, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        InheritedFiles.KeepFromChildren();
        var decoder = new DecoderProcess(Process.Start(Plan(program, limits, maxBytes))!);
        try
        {
            decoder.Missing = await decoder.ReadAsync<Reply.Confined>(limit.Token) is { Missing: var missing } ? missing : "";
            return decoder;
        }
        catch (Exception failure)
        {
            var ended = await decoder.EndAsync(failure);
            cancellationToken.ThrowIfCancellationRequested();
            throw ended;
        }
    }

    /// <summary>Sends a request, and the bytes of its image.</summary>
    public async Task SendAsync(DecodeRequest request, Stream image, CancellationToken cancellationToken)
    {
        _images++;
        _errors.Clear();
        var input = _process.StandardInput.BaseStream;
        await input.WriteAsync(request.ToBytes(), cancellationToken);
        await image.CopyToAsync(input, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }

    /// <summary>Waits for its next reply, which must be of this kind.</summary>
    /// <exception cref="DecodeRefusedException">It refuses the image, and is ready for the next one.</exception>
    public async Task<T> ReadAsync<T>(CancellationToken cancellationToken)
        where T : Reply =>
        await Reply.ReadAsync(_process.StandardOutput.BaseStream, cancellationToken) switch
        {
            T expected => expected,
            Reply.Refused refused => throw new DecodeRefusedException(refused),
            var other => throw new InvalidDataException($"A reply {other.GetType().Name} out of turn."),
        };

    /// <summary>Kills it and disposes of it.</summary>
    /// <param name="failure">Why.</param>
    /// <returns>What to throw.</returns>
    public async Task<DecoderFailedException> EndAsync(Exception failure)
    {
        using var ended = this;
        _process.Kill();
        await _process.WaitForExitAsync();
        return new DecoderFailedException(await _errors.ReadAsync(), _process.ExitCode, failure);
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _process.Kill();
            _process.Dispose();
        }
    }

    /// <summary>Nothing of this process' environment is passed on: it has secrets.</summary>
    private static ProcessStartInfo Plan(string program, DecodeLimits limits, long maxBytes)
    {
        var start = new ProcessStartInfo(Runtime(), ["exec", program, .. limits.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetPathRoot(AppContext.BaseDirectory),
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment(maxBytes))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>
    /// The runtime offers no debugger and maps no memory twice. glibc keeps at most 32 MiB of what images leave behind: the
    /// measurements are in docs/benchmarks.md; see mallopt(3).
    /// </summary>
    private static IEnumerable<(string Name, string Value)> Environment(long maxBytes) =>
    [
        ("DOTNET_EnableDiagnostics", "0"),
        ("DOTNET_EnableWriteXorExecute", "0"),
        ("DOTNET_GCHeapHardLimit", ((2 * maxBytes) + RuntimeHeap).ToString("x", CultureInfo.InvariantCulture)),
        ("MALLOC_ARENA_MAX", "2"),
        ("MALLOC_MMAP_THRESHOLD_", "2097152"),
        ("MALLOC_TRIM_THRESHOLD_", "33554432"),
        ("MALLOC_TOP_PAD_", "8388608"),
    ];

    /// <summary>The program that runs this process, too: <c>dotnet</c>, three folders above the framework.</summary>
    private static string Runtime() => Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
