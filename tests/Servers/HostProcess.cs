using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Products.Servers;

/// <summary>The real application as a process of its own, which can be killed.</summary>
public sealed partial class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(Process process) => _process = process;

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(60) };

    public IEnumerable<string> Log => _log;

    /// <summary>The largest resident set so far, in bytes.</summary>
    public long PeakMemory => MemoryOf("VmHWM");

    /// <summary>The resident set now, in bytes.</summary>
    public long Memory => MemoryOf("VmRSS");

    public static Task<HostProcess> StartAsync(string dataPath, params string[] settings) =>
        StartAsync(dataPath, new Dictionary<string, string>(), settings);

    /// <exception cref="InvalidOperationException">It ended; the message is what it printed.</exception>
    public static async Task<HostProcess> StartAsync(string dataPath, IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "Standalone.dll"), "--urls=http://127.0.0.1:0",
            $"--Standalone:DataPath={dataPath}", "--Images:AllowPrivateNetworks=true", .. settings,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var host = new HostProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await host.RunAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as <c>kill</c> does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private async Task RunAsync()
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => TellEnd();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Client.BaseAddress = await _listening.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private void TellEnd()
    {
        _process.WaitForExit(); // until its last lines have been read
        _listening.TrySetException(new InvalidOperationException(string.Join('\n', _log)));
    }

    private void Read(string? line)
    {
        _log.Enqueue(line ?? "");
        if (ListeningOn().Match(line ?? "") is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    private long MemoryOf(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Listening on (http://[^ ,]+)")]
    private static partial Regex ListeningOn();
}
