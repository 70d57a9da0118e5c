using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Products.Servers.Processes;

/// <summary>A program that can be killed, stopped, paused and started again, by its own process id.</summary>
/// <remarks>Nothing of it outlives its disposal.</remarks>
public sealed class ManagedProcess(string name, Func<ProcessStartInfo> recipe, string? logFile = null) : IAsyncDisposable
{
    private const int Term = 15;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly ProcessLog _log = new(logFile);
    private readonly Lock _gate = new();
    private Process? _process;
    private bool _wanted;

    public string Name => name;

    public int Id => _process?.Id ?? throw new InvalidOperationException($"{name} was never started.");

    /// <summary>When set, it is started again this long after it has ended by itself, or by another's hand, as Docker's restart policy does.</summary>
    public TimeSpan? RestartAfter { get; set; }

    /// <summary>How often it was started again so.</summary>
    public int Restarts { get; private set; }

    /// <summary>Is told the exit code when it ended by itself, or by another's hand, and will be started again.</summary>
    public Action<int>? Ended { get; set; }

    public bool IsRunning => _process is { HasExited: false };

    public int ExitCode => _process!.ExitCode;

    /// <summary>What it printed since it was last started, the latest lines of it.</summary>
    public IEnumerable<string> Log => _log.Lines;

    /// <summary>The resident set now, in bytes.</summary>
    public long Memory => MemoryOf("VmRSS");

    /// <summary>Has its output appended to a file: what is kept of it, and all that comes.</summary>
    public void LogTo(string file) => _log.AppendTo(file);

    /// <summary>Starts it, again if it has ended.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (IsRunning)
            {
                throw new InvalidOperationException($"{name} runs already.");
            }

            _wanted = true;
            StartProcess();
        }
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    /// <param name="answers">Asks it.</param>
    /// <param name="limit">For how long it is asked.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; the message is what it printed.</exception>
    public async Task StartAsync(Func<Task<bool>> answers, TimeSpan limit)
    {
        Start();
        var started = Stopwatch.GetTimestamp();
        while (!await answers())
        {
            if (!IsRunning || Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new InvalidOperationException($"{name} did not start: {string.Join('\n', Log.TakeLast(100))}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        Forget();
        if (IsRunning)
        {
            _process!.Kill();
            await _process.WaitForExitAsync();
        }
    }

    /// <summary>Asks it to stop (SIGTERM unless told otherwise), and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(int signal = Term)
    {
        Forget();
        if (IsRunning)
        {
            Send(signal);
        }

        return await WaitForExitAsync();
    }

    /// <summary>Waits until it has ended and all its lines are read.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        await _process!.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Halts it where it stands (SIGSTOP).</summary>
    public void Pause() => Send(Stop);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Resume() => Send(Continue);

    /// <summary>The first line that matches, of those printed already or of those to come.</summary>
    /// <exception cref="InvalidOperationException">It ended first; the message is what it printed.</exception>
    /// <exception cref="TimeoutException">It did not come in time; the message is what it printed.</exception>
    public async Task<Match> LineAsync(Regex pattern, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var ended = !IsRunning;
            if (ended)
            {
                await WaitForExitAsync();
            }

            if (Log.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
            {
                return match;
            }

            if (ended)
            {
                throw new InvalidOperationException(string.Join('\n', Log));
            }

            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"{name} did not print '{pattern}' within {limit}: {string.Join('\n', Log)}");
            }

            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            Send(Continue); // a paused process does not die
        }

        await KillAsync();
        _process?.Dispose();
        _log.Dispose();
    }

    private void StartProcess()
    {
        _log.Clear();
        var start = recipe();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => _log.Add(line.Data);
        process.ErrorDataReceived += (_, line) => _log.Add(line.Data);
        process.Exited += (_, _) => _ = ReviveAsync(process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Interlocked.Exchange(ref _process, process)?.Dispose(); // only now, because others may look at it meanwhile
    }

    /// <summary>From now on, its end is meant.</summary>
    private void Forget()
    {
        lock (_gate)
        {
            _wanted = false;
        }
    }

    private async Task ReviveAsync(Process ended)
    {
        if (RestartAfter is not { } pause)
        {
            return;
        }

        if (_wanted)
        {
            Ended?.Invoke(ended.ExitCode);
        }

        await Task.Delay(pause);
        lock (_gate)
        {
            if (_wanted && ReferenceEquals(_process, ended))
            {
                Restarts++;
                StartProcess();
            }
        }
    }

    private void Send(int signal)
    {
        if (SendSignal(Id, signal) != 0 && IsRunning)
        {
            throw new InvalidOperationException($"{name} ({Id}) cannot be sent signal {signal}.");
        }
    }

    private long MemoryOf(string field)
    {
        var line = File.ReadLines($"/proc/{Id}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);
}
